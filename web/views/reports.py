"""What the council prints every month: as a page with bars, on paper, and as a file."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from records import store
from records.reports import REPORTS, Period, WrongPeriod
from records.reports import report as make_report
from records.reports.sheets import MEDIA_TYPES, WRITERS
from web.access import Role, roles_of
from web.presenters.reports import report_view
from web.requests import actor_of

CHILDREN_SHOWN = 100  # on the page of a report that opens each child's report; its files have all


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that the person may make."""
    first, last = _last_month()
    kinds = [(name, kind.title) for name, kind in REPORTS.items() if _may_make(request, name)]
    return render(request, "operations/reports.html", {"kinds": kinds, "first": first, "last": last})


@require_GET
def one(request: HttpRequest, report: str) -> HttpResponse:
    """One report over a period, last month where none is named. With `format` it is a file."""
    name = report
    if name not in REPORTS or not _may_make(request, name):
        raise Http404
    first, last = (request.GET.get(side, default) for side, default in zip(("from", "to"), _last_month(), strict=True))
    outside = request.GET.get("outside") == "yes"
    shown = {"name": name, "title": REPORTS[name].title, "first": first, "last": last, "outside": outside}
    form = request.GET.get("format", "")
    hide_below = settings.ENVIRONMENT.reporting.suppress_below if outside else 0
    try:
        made = make_report(
            name, Period.of(first, last), hide_below=hide_below, most=None if form in WRITERS else CHILDREN_SHOWN
        )
    except WrongPeriod as error:
        return render(request, "operations/report.html", {**shown, "errors": {"from": str(error)}}, status=400)
    store.note(actor_of(request), "report.made", name, {"rows": len(made.rows)})
    if form in WRITERS:
        file_name = f"{name}-{first}-to-{last}.{form}"
        heads = {"Content-Disposition": f'attachment; filename="{file_name}"'}
        return HttpResponse(WRITERS[form](made), content_type=MEDIA_TYPES[form], headers=heads)
    return render(request, "operations/report.html", {**shown, "report": report_view(made)})


def _may_make(request: HttpRequest, name: str) -> bool:
    """A report that tells of single children is for those who may read post about children."""
    return not REPORTS[name].about_children or Role.TRIAGE in roles_of(request.user)


def _last_month() -> tuple[str, str]:
    last = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1).isoformat(), last.isoformat()
