"""The worktray and the review page of one contact."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from records import queries, store
from web.access import can_open, roles_of
from web.contact_page import contact_page, draw
from web.middleware import POLL
from web.presenters.operations import is_flowing
from web.presenters.worktray import Worktray, worktray_view
from web.requests import actor_of, start_of

FIRST_PAGES = ("worktray", "operations", "studio", "audit")


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """To where this person's work is."""
    roles = roles_of(request.user)
    return redirect(next(route for route in FIRST_PAGES if can_open(route, roles)))


@require_GET
def worktray(request: HttpRequest) -> HttpResponse:
    """What waits for a person, most urgent first, then by the clock. It names children: looking is a link, drawing it anew is none."""
    if POLL not in request.headers:
        store.viewed(actor_of(request), "worktray", "list")
    tray: Worktray = worktray_view(request.GET.get("where", ""), request.GET.get("grade", ""), start_of(request))
    part = "review/tray.html" if getattr(request, "htmx", None) else "review/worktray.html"
    told = {
        "tray": tray,
        "is_flowing": is_flowing(queries.heartbeats()),
        "case_system": queries.why_it_rests_now("case_system"),
    }
    return render(request, part, told)


@require_GET
def contact(request: HttpRequest, ulid: str) -> HttpResponse:
    """The page of one contact: pages of the post beside the values. Every look is recorded."""
    page = contact_page(request, ulid)
    store.viewed(actor_of(request), ulid, "masked" if page.is_masked else "contact")
    return draw(request, page, "masked" if page.is_masked else "")


@require_GET
def contact_drafts(request: HttpRequest, ulid: str) -> HttpResponse:
    """Where the drafts stand. 204 while nothing changed, so that nothing is drawn over what somebody is choosing."""
    page = contact_page(request, ulid)
    if request.GET.get("seen") == page.state:
        return HttpResponse(status=204)
    return render(request, "review/drafts.html", {"contact": page, "oob": True})


@require_GET
def contact_live(request: HttpRequest, ulid: str) -> HttpResponse:
    """What happened to a contact since its page was drawn. 204 while nothing did: what somebody types is never drawn over."""
    page = contact_page(request, ulid)
    if page.is_masked or request.GET.get("seen") == page.stands:
        return HttpResponse(status=204)
    return render(request, "review/changed.html", {"contact": page})


@require_GET
def page_picture(request: HttpRequest, ulid: str, document: int, page: int) -> HttpResponse:
    """One page of the post as a picture. Masked pages are not there for somebody who has not opened them."""
    kept = queries.page_picture(ulid, document, page, actor_of(request))
    if kept is None:
        raise Http404
    store.viewed(actor_of(request), ulid, "picture")
    return HttpResponse(kept[0], content_type=kept[1])
