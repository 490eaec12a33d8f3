"""Approving a contact, rejecting it, and putting it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from postroom.errors import NotAllowed
from records import store
from records.models import Contact
from web import codes
from web.contact_page import check_open_to, contact_page, draw
from web.presenters.contact import Refusal
from web.requests import Request, actor_of, posted


@require_POST
def approve(request: Request, ulid: str) -> HttpResponse:
    """Freezes exactly the values on the page. The rule that disabled the button refuses here with the same sentence."""
    typed = posted(request)
    category, outcome = typed.get("category", ""), typed.get("outcome", "")
    check_open_to(request, ulid)
    if category not in codes.texts("categories"):
        return _refused(request, ulid, "category", "Choose the category of this contact")
    if outcome not in codes.texts("outcomes"):
        return _refused(request, ulid, "outcome", "Choose the outcome of this contact")
    try:
        store.approve(Contact.objects.get(ulid=ulid), category, outcome, actor_of(request), seen=typed.get("seen", ""))
    except NotAllowed as error:
        return _refused(request, ulid, "decide", error.reason)
    messages.success(request, "Approved. The robot brings the drafts to exactly these values and reads them back.")
    return redirect("contact", ulid=ulid)


@require_POST
def reject(request: Request, ulid: str) -> HttpResponse:
    """A person says that this is no contact, and why."""
    because = posted(request).get("because", "")
    check_open_to(request, ulid)
    if because not in codes.names("rejections"):
        return _refused(request, ulid, "because", "Choose why this is not a contact")
    store.reject(Contact.objects.get(ulid=ulid), because, actor_of(request))
    messages.success(request, "Rejected. It can be put back from here.")
    return redirect("contact", ulid=ulid)


@require_POST
def reopen(request: Request, ulid: str) -> HttpResponse:
    """Lets a stopped robot try again, or puts a rejected or repeated contact back."""
    check_open_to(request, ulid)
    store.try_again(Contact.objects.get(ulid=ulid), actor_of(request))
    if request.htmx:
        return draw(request, contact_page(request, ulid), "reading")
    messages.success(request, "It is back in the line.")
    return redirect("contact", ulid=ulid)


def _refused(request: Request, ulid: str, where: str, sentence: str) -> HttpResponse:
    return draw(request, contact_page(request, ulid, Refusal(where, sentence, posted(request))), status=422)
