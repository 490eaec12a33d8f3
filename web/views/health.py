"""For load balancers and monitors: do the pages run, and can they work? Nothing about any post."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from records.start import changes_to_make

NOT_NOW = 503


@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """The pages run. Asks nobody else, so a database that is away makes no orchestrator end them."""
    return HttpResponse("healthy\n", content_type="text/plain")


@require_GET
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are those of this release; 503 with the reason otherwise."""
    trouble = why_not_ready()
    return HttpResponse(f"{trouble or 'healthy'}\n", content_type="text/plain", status=NOT_NOW if trouble else 200)


def why_not_ready() -> str:
    """In plain words; empty when the pages can work."""
    try:
        missing = changes_to_make()
    except DatabaseError:
        return "The database cannot be used. Start it, and look at its disk."
    return "The tables are of another release. Run `python manage.py migrate`." if missing else ""
