"""The studio: teaching Postroom a form that nobody has seen."""

from __future__ import annotations

from base64 import b64decode
from itertools import zip_longest

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from postroom.errors import NotAllowed
from records import store
from records.models import Rehearsal
from records.queries.studio import rehearsal_view, replay_view
from records.store import replay as replays
from records.store import studio as verbs
from web import codes
from web.presenters.studio import bench_view, replayed
from web.requests import Request, actor_of, posted
from web.template_draft import LONGEST, Unsound, choices, draft, labelled, shipped

LINES, FREE = 12, 5  # lines for labels, and how many of them are free at least
WHY = "Say why you publish it: it was not tried on last month's post, or did something worse there"


@require_http_methods(["GET", "POST"])
def new_form(request: Request) -> HttpResponse:
    """Bringing a form that nobody has seen. An empty one is best; it is kept sealed and goes after its time."""
    if request.method == "GET":
        return render(request, "studio/new.html", {"errors": []})
    brought = request.FILES.get("form")
    if brought is None or not brought.size:
        errors = [{"text": "Choose a form, as PDF or Word", "href": "#form"}]
        return render(request, "studio/new.html", {"errors": errors}, status=422)
    made = verbs.bring_form(brought.name or "form", brought.content_type or "", brought.read(), actor_of(request))
    return redirect("bench", ulid=made.ulid)


@require_GET
def bench(request: Request, ulid: str) -> HttpResponse:
    """The form beside the draft of its template and what the reader makes of it."""
    view = rehearsal_view(ulid)
    if request.htmx:
        return (
            HttpResponse(status=204)
            if view.state == Rehearsal.State.ASKED
            else HttpResponse(headers={"HX-Refresh": "true"})
        )
    store.viewed(actor_of(request), ulid, "rehearsal")
    return _bench(request, ulid)


def _bench(request: Request, ulid: str, error: str = "", where: str = "template", status: int = 200) -> HttpResponse:
    view = bench_view(rehearsal_view(ulid))
    lines = _typed_lines(request) or list(view.proposed)
    context = {
        "bench": view,
        "replayed": replayed(replay_view(ulid, actor_of(request))),
        "posted": posted(request),
        "lines": lines + [("", "", "", "")] * max(FREE, LINES - len(lines)),
        "is_proposed": bool(view.proposed) and not request.POST,
        "choices": choices(),
        "types": [
            {"value": code, "text": text}
            for code, text in codes.names("document_types").items()
            if code != "plain_email"
        ],
        "error": error,
        "errors": [{"text": error, "href": f"#{where}"}] if error else [],
    }
    return render(request, "studio/bench.html", context, status=status)


def _typed_lines(request: Request) -> list[tuple[str, str, str, str]]:
    """Heading, label, what it holds and how that stands, of every line in which something was typed."""
    columns = [request.POST.getlist(name) for name in ("heading", "label", "holds", "stands")]
    return [(each[0], each[1], each[2], each[3]) for each in zip_longest(*columns, fillvalue="") if any(each)]


@require_POST
def draft_template(request: Request, ulid: str) -> HttpResponse:
    """Labels and what they hold become the draft of a template, which is tried at once."""
    typed = posted(request)
    try:
        text = draft(typed.get("title", ""), typed.get("document_type", ""), labelled(_typed_lines(request)))
    except Unsound as error:
        return _bench(request, ulid, str(error), "title", status=422)
    verbs.try_template(Rehearsal.objects.get(ulid=ulid), text, actor_of(request))
    return redirect("bench", ulid=ulid)


@require_POST
def try_template(request: Request, ulid: str) -> HttpResponse:
    """The draft as it was edited, tried on the form. What is wrong with it the reader says, with its lines."""
    text = request.POST.get("template", "").replace("\r\n", "\n")
    if not text.strip() or len(text) > LONGEST:
        told = f"A template has at most {LONGEST:,} characters" if text.strip() else "The draft is empty"
        return _bench(request, ulid, told, status=422)
    verbs.try_template(Rehearsal.objects.get(ulid=ulid), text, actor_of(request))
    return redirect("bench", ulid=ulid)


@require_http_methods(["GET", "POST"])
def replay(request: Request, ulid: str) -> HttpResponse:
    """POST asks for the draft to be tried on last month's post; GET says how far that is."""
    if request.method == "POST":
        if not bench_view(rehearsal_view(ulid)).fits:
            raise NotAllowed(
                "Try the template on this form first: only one that fits can be tried on last month's post."
            )
        replays.ask_replay(Rehearsal.objects.get(ulid=ulid), actor_of(request))
        return redirect(reverse("bench", kwargs={"ulid": ulid}) + "#replay")
    view = replayed(replay_view(ulid, actor_of(request)))
    if view is None:
        raise Http404
    if not view.is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "studio/replay_progress.html", {"replayed": view, "ulid": ulid})


@require_POST
def publish(request: Request, ulid: str) -> HttpResponse:
    """From the next piece of post on, the line reads with it. Only what was tried and fitted can be published."""
    view = bench_view(rehearsal_view(ulid))
    if not view.fits:
        raise NotAllowed("Try the template on this form first: only one that fits can be published.")
    name, version = view.draft
    why = request.POST.get("why", "").strip()
    tried = replayed(replay_view(ulid, actor_of(request)))
    if not why and not (tried and tried.is_green):
        return _bench(request, ulid, WHY, "why", status=422)
    clash = next((each for each in shipped() if each.name == name), None)
    if clash and clash.version >= version:
        return _bench(
            request, ulid, f"version: give a number above {clash.version}, which comes with Postroom", status=422
        )
    verbs.publish(name, version, view.template, why, actor_of(request))
    messages.success(request, "Published. The next piece of post is read with it.")
    return redirect("template", name=name)


@require_GET
def bench_picture(request: Request, ulid: str, page: int) -> HttpResponse:
    """One page of the form."""
    pages = rehearsal_view(ulid).result.get("pages") or []
    if not 1 <= page <= len(pages) or not pages[page - 1]["picture"]:
        raise Http404
    return HttpResponse(b64decode(pages[page - 1]["picture"]), content_type="image/jpeg")
