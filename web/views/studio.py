"""The studio: what the templates read, and teaching Postroom a new form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from records import queries


@require_GET
def studio(request: HttpRequest) -> HttpResponse:
    """Every template with what it read lately and how much of that people corrected."""
    return render(request, "studio/studio.html", {"uses": queries.template_statistics()})
