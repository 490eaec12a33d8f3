"""Settling what is open: a value, a child, a notice, and opening what is masked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from postroom.errors import NotAllowed
from records import store
from records.models import ChildRow, Contact, OpenPoint
from web import codes
from web.answers import Refused, answer
from web.contact_page import check_open_to, contact_page, draw
from web.leaves import About, Kind, about
from web.presenters.contact import ContactPage, Refusal
from web.presenters.match import NEEDS_A_REASON
from web.presenters.reading import FieldView, field_view
from web.presenters.value import shown
from web.requests import Request, actor_of, posted
from web.sign_ins import is_really_here


@require_http_methods(["GET", "POST"])
def field(request: Request, ulid: str, path: str) -> HttpResponse:
    """One value: GET shows the form that corrects it, POST confirms or corrects."""
    try:
        leaf = about(path)
    except KeyError as error:
        raise Http404 from error
    if request.method == "GET":
        return _field_form(request, ulid, path, _typed_before(request, ulid, path, leaf))
    typed = posted(request)
    contact = Contact.objects.get(ulid=ulid)
    check_open_to(request, ulid)
    if typed.get("confirm"):
        store.confirm_point(contact, path, actor_of(request))
        return _settled(request, ulid)
    if other := _said_meanwhile(contact, path, typed):
        return _field_form(request, ulid, path, typed, other)
    try:
        store.correct(contact, path, answer(leaf, typed), actor_of(request))
    except Refused as error:
        return _field_form(request, ulid, path, typed, str(error))
    return _settled(request, ulid)


def _said_meanwhile(contact: Contact, path: str, typed: dict[str, str]) -> str:
    """What a colleague said of this value while it was being typed. Saving once more, now that it was seen, is meant."""
    standing = store.standing_values(contact).get(path)
    if standing is None or typed.get("word") in (None, str(standing.word)):
        return ""
    value = shown(path, standing.value) or "not given"
    return f"{standing.settled_by} said “{value}” while you were typing. Save again if yours is right"


def _settled(request: Request, ulid: str) -> HttpResponse:
    page = contact_page(request, ulid)
    return draw(request, page, "reading") if request.htmx else redirect(f"{page.url}#{page.first_open}")


def _field_form(request: Request, ulid: str, path: str, typed: dict[str, str], error: str = "") -> HttpResponse:
    page = contact_page(request, ulid)
    if not page.may_correct:
        raise NotAllowed("The values of this contact are fixed.")
    found, standing = _field_of(page, path), page.view.values.get(path)
    context = {
        "contact": page,
        "field": found,
        "leaf": found.leaf,
        "word": standing.word if standing else 0,
        "posted": typed,
        "error": error,
        "options": _options(found.leaf),
        "errors": [{"text": error, "href": f"#answer-{found.anchor}{_first_box(found.leaf)}"}] if error else [],
    }
    part = "review/field_form.html" if request.htmx else "review/field_page.html"
    store.viewed(actor_of(request), ulid, "field")
    response = render(request, part, context)
    if request.htmx and error:
        # The form asks for the whole reading on success; a refusal is drawn in place of the form alone.
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#{found.anchor}", "outerHTML"
    return response


def _first_box(leaf: About) -> str:
    """Where an error leads: a date has three boxes."""
    return "-day" if leaf.kind in {Kind.DATE, Kind.DATE_OR_MONTH} else ""


def _field_of(page: ContactPage, path: str) -> FieldView:
    found = (page.reason,) if page.reason and path == "reason" else page.fields
    return next((each for each in found if each.path == path), None) or field_view(
        path, page.view.values.get(path), None
    )


def _typed_before(request: Request, ulid: str, path: str, leaf: About) -> dict[str, str]:
    """The value as it stands, in the boxes."""
    standing = contact_page(request, ulid).view.values.get(path)
    value = standing.value if standing else None
    if value is None:
        return {}
    match leaf.kind:
        case Kind.DATE | Kind.DATE_OR_MONTH:
            year, month, day = [*str(value).split("-"), ""][:3]
            return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
        case Kind.TRUE_FALSE:
            return {"value": "yes" if value else "no"}
        case Kind.NAMES:
            return {"value": "; ".join(value)}
        case Kind.MOMENT:
            date, _, time = str(value).partition("T")
            return {"value": f"{'/'.join(reversed(date.split('-')))} {time}"}
    return {"value": str(value)}


def _options(leaf: About) -> list[dict[str, str]]:
    match leaf.kind:
        case Kind.CODE:
            named = codes.names(leaf.codes)
        case Kind.TRUE_FALSE:
            named = {"yes": "Yes", "no": "No"}
        case _:
            return []
    return [{"value": "", "text": "Choose"}, *({"value": code, "text": text} for code, text in named.items())]


@require_POST
def match(request: Request, ulid: str, child: str) -> HttpResponse:
    """A person says which record a child is, or that the child is new."""
    check_open_to(request, ulid)
    typed, contact = posted(request), Contact.objects.get(ulid=ulid)
    row = contact.children.get(ulid=child)
    if refused := _settled_meanwhile(row, typed, actor_of(request).name) or _refused_choice(row, typed):
        page = contact_page(request, ulid, Refusal(row.ulid, refused, typed))
        return draw(request, page, "reading" if request.htmx else "")
    store.settle_child(contact, row, typed["record"], actor_of(request), typed.get("reason", "").strip())
    return _settled(request, ulid)


def _settled_meanwhile(row: ChildRow, typed: dict[str, str], me: str) -> str:
    """A colleague's word on this child that was not on the page when the choice was made. A second click is one's own word."""
    if row.settled_by in (me, typed.get("said", row.settled_by)):
        return ""
    return f"{row.settled_by} settled this child while you were looking. Look at it as it is now"


def _refused_choice(row: ChildRow, typed: dict[str, str]) -> str:
    decision = store.decision_of(row)
    candidates = decision.get("candidates")
    offered = {str(each["case_id"]) for each in candidates} if isinstance(candidates, list) else set()
    if typed.get("record") not in offered | {ChildRow.NEW}:
        return "Choose a record, or say that the child is new"
    if row.outcome in NEEDS_A_REASON and not typed.get("reason", "").strip():
        return "Say why it is this one"
    return ""


@require_POST
def point(request: Request, ulid: str, point: str) -> HttpResponse:
    """A person looked at something that needs no value."""
    check_open_to(request, ulid)
    store.settle_point(OpenPoint.objects.get(contact__ulid=ulid, ulid=point), actor_of(request))
    return _settled(request, ulid)


@require_POST
def add_child(request: Request, ulid: str) -> HttpResponse:
    """A child whom the reader did not find."""
    check_open_to(request, ulid)
    store.add_child(Contact.objects.get(ulid=ulid), actor_of(request))
    return _settled(request, ulid)


@require_POST
def reveal(request: Request, ulid: str) -> HttpResponse:
    """Break-glass: opens a masked contact for this person, with a reason and their password once more."""
    typed = posted(request)
    contact = Contact.objects.get(ulid=ulid)
    if not is_really_here(request, typed.get("password", "")):
        sentence = "Enter your password, so that we know it is you"
        if not request.user.has_usable_password():
            sentence = "Sign in once more with your council account first, so that we know it is you"
        return draw(request, contact_page(request, ulid, Refusal("again", sentence)), "masked")
    try:
        store.open_masked(contact, typed.get("because", ""), actor_of(request))
    except NotAllowed as error:
        return draw(request, contact_page(request, ulid, Refusal("because", error.reason)), "masked")
    messages.success(request, "It is open to you for half an hour.")
    return redirect("contact", ulid=ulid)
