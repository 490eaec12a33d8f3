"""The audit chain for auditors."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from records import audit as chain_of_records
from records import proof, store
from records.queries.chain import ChainSearch, chain
from web.requests import actor_of, posted, start_of


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Searches the chain and says how far it is proved. Looking at it is itself a link."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("actor", "action", "subject", "day")}
    search = ChainSearch(asked["actor"], asked["action"], asked["subject"], _day(asked["day"]), start_of(request))
    found = chain(search)
    store.viewed(actor_of(request), "chain", "audit")
    again = urlencode(asked)
    context = {
        "links": found.links,
        "total": chain_of_records.end()[0],
        "asked": asked,
        "before": f"?{again}&before={found.earlier}" if found.earlier else "",
        "after": f"?{again}&after={found.later}" if found.later else "",
        "proof": proof.proof(),
    }
    return render(request, "audit/audit.html", context)


@require_POST
def audit_proof(request: HttpRequest) -> HttpResponse:
    """Asks for the chain to be proved, from the last proved link on or from the first. A worker does it: it takes minutes."""
    proof.ask_proof(actor_of(request), anew=posted(request).get("from") == "first")
    messages.success(request, "The chain is being proved. This page tells how far it is.")
    return redirect("audit")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
