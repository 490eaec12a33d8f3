"""Puts the review page of a contact together from what records know."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from PIL import Image

from postroom.errors import NotAllowed
from postroom.policies import ReadyToApprove, check_approve
from records import queries, store
from records.audit import Actor
from records.models import Contact
from records.queries.contact import ContactView
from web.presenters.contact import ContactPage, Refusal
from web.presenters.sheets import PageSizes
from web.presenters.states import DECIDABLE
from web.requests import actor_of

POINTS_AN_INCH = 72
A4_HEIGHT = 842.0  # points: the reader takes a picture that does not say its size for A4
CHOSEN = "chosen"  # stands in for category and outcome: what else is in the way of an approval?


def contact_page(request: HttpRequest, ulid: str, refusal: Refusal | None = None) -> ContactPage:
    """Raises Contact.DoesNotExist for an unknown id."""
    actor = actor_of(request)
    view = queries.contact_view(ulid, actor)
    following = queries.next_contact(ulid) if view.state not in DECIDABLE else ""
    contact = Contact.objects.get(ulid=ulid)
    return ContactPage(
        view=view,
        sizes=_sizes(view, actor),
        changes_found=queries.differences(ulid, actor),
        opened_until=queries.opened_until(ulid, actor),
        why_not=_why_not(store.readiness(contact, CHOSEN, CHOSEN)),
        refusal=refusal or Refusal(),
        next_url=reverse("contact", kwargs={"ulid": following}) if following else "",
    )


def check_open_to(request: HttpRequest, ulid: str) -> None:
    """A masked contact is not changed by somebody who has not opened it."""
    queries.check_open(ulid, actor_of(request))


def draw(request: HttpRequest, page: ContactPage, part: str = "", *, status: int = 200) -> HttpResponse:
    """The whole page, or the part of it that htmx asked for."""
    errors = [{"text": page.refusal.sentence, "href": f"#{page.refusal.where}"}] if page.refusal.sentence else []
    template = f"review/{part}.html" if part else "review/contact.html"
    return render(request, template, {"contact": page, "errors": errors}, status=status)


def _why_not(readiness: ReadyToApprove) -> str:
    try:
        check_approve(readiness)
    except NotAllowed as error:
        return error.reason
    return ""


def _sizes(view: ContactView, actor: Actor) -> PageSizes:
    sizes = {}
    for document in view.documents:
        for number in document.pictures:
            width, height = _page_size(view.ulid, document.position, number, actor)
            kwargs = {"ulid": view.ulid, "document": document.position, "page": number}
            sizes[document.position, number] = (reverse("page_picture", kwargs=kwargs), width, height)
    return sizes


@lru_cache(maxsize=2000)
def _page_size(ulid: str, document: int, page: int, actor: Actor) -> tuple[float, float]:
    """Width and height of a page in points. The picture says its own resolution; sizes hold nothing of a child."""
    kept = queries.page_picture(ulid, document, page, actor)
    if kept is None:
        return 0.0, 0.0
    with Image.open(BytesIO(kept[0])) as picture:
        longest = max(picture.size)
        dots = float(picture.info["dpi"][0]) if "dpi" in picture.info else longest * POINTS_AN_INCH / A4_HEIGHT
        return round(picture.width * POINTS_AN_INCH / dots, 1), round(picture.height * POINTS_AN_INCH / dots, 1)
