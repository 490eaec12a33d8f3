"""The audit chain for auditors."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from records import audit as chain_of_records
from records import store
from records.queries.chain import ChainSearch, chain
from web.requests import actor_of, start_of


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Searches the chain and says whether it holds. Looking at it is itself a link."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("actor", "action", "subject", "day")}
    search = ChainSearch(asked["actor"], asked["action"], asked["subject"], _day(asked["day"]), start_of(request))
    found = chain(search)
    is_checked = request.GET.get("verify") == "yes"
    broken = chain_of_records.verify() if is_checked else None
    store.viewed(actor_of(request), "chain", "audit")
    again = urlencode(asked)
    context = {
        "links": found.links,
        "total": chain_of_records.end()[0],
        "asked": asked,
        "before": f"?{again}&before={found.earlier}" if found.earlier else "",
        "after": f"?{again}&after={found.later}" if found.later else "",
        "is_checked": is_checked,
        "broken": broken,
    }
    return render(request, "audit/audit.html", context)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
