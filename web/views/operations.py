"""What keeps the line running: counts, ages and states. No page in here holds a child's words."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from records import queries, store
from records.dispatch import plans
from records.models import Attempt, OutsideSystem
from records.queries.alarm_kinds import KINDS
from records.queries.ledger import FIRST, LAST, kept
from records.store.post import ask_for
from web.presenters.operations import operations_view
from web.requests import actor_of, posted
from web.runbooks import runbook as runbook_of

LEDGER_DAYS = 14
FIRST_SHOWN = FIRST + dt.timedelta(days=2 * LEDGER_DAYS)


@require_GET
def operations(request: HttpRequest) -> HttpResponse:
    """The whole line on one page."""
    view = operations_view(queries.overview(scanning=bool(settings.ENVIRONMENT.clamd)))
    part = "operations/live.html" if getattr(request, "htmx", None) else "operations/operations.html"
    is_news = request.headers.get("Postroom-Alarms", "") != view.alarms_known
    return render(request, part, {"ops": view, "is_news": is_news})


@require_GET
def runbook_page(request: HttpRequest, runbook: str) -> HttpResponse:
    """What to do about one kind of alarm, step by step."""
    if runbook not in {kind.runbook for kind in KINDS.values()}:
        raise Http404
    return render(request, "operations/runbook.html", {"runbook": runbook_of(runbook)})


@require_POST
def retry(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks for a step that went wrong once more. The step itself sees whether there is still anything to do."""
    attempt = Attempt.objects.get(reference=reference)
    if attempt.step not in plans():
        raise Http404
    ask_for(attempt.step, attempt.subject)
    store.note(actor_of(request), "step.asked_again", attempt.subject or attempt.step, {"step": attempt.step})
    messages.success(request, "Asked for again.")
    return redirect("operations")


@require_POST
def switch(request: HttpRequest, system: str) -> HttpResponse:
    """The kill switch: nobody of ours touches a paused system until somebody resumes it. Only one that the page shows can be."""
    OutsideSystem.objects.get(name=system)
    if posted(request).get("to") == "pause":
        store.pause(system, actor_of(request))
        messages.success(request, "Paused. Work waits, nothing is lost.")
    else:
        store.resume(system, actor_of(request))
        messages.success(request, "Resumed.")
    return redirect("operations")


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """For every day: mails received = what became of them. The difference is zero, or somebody must look."""
    last = min(max(_day(request.GET.get("until", "")) or timezone.localdate(), FIRST_SHOWN), LAST)
    days = kept([last - dt.timedelta(days=back) for back in range(LEDGER_DAYS)])
    earlier = last - dt.timedelta(days=LEDGER_DAYS)
    return render(
        request, "operations/ledger.html", {"days": days, "earlier": earlier, "is_today": last == timezone.localdate()}
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
