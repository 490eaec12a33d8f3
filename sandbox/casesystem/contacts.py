"""The pages of contacts: the form, saving a draft, the saved draft, finalising it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from sandbox.casesystem import form as contact_form
from sandbox.casesystem.drafts import Contact, Drafts
from sandbox.casesystem.exchange import Answer, Request
from sandbox.casesystem.form import Upload
from sandbox.casesystem.manners import Switchboard
from sandbox.casesystem.people import Register, is_restricted

SAME_CHILD = ("agency_ref", "surname", "forename")


class ContactPages:
    """Everything under /contacts."""

    def __init__(self, register: Register, drafts: Drafts, switches: Switchboard, page: Callable[..., Answer]) -> None:
        self.register = register
        self.drafts = drafts
        self.switches = switches
        self.page = page

    def answer(self, request: Request, user: str) -> Answer:
        match (request.method, request.path.split("/")[2:]):
            case ("GET", ["start"]):
                return self.page("start.html")
            case ("GET", ["new"]):
                return self.new(request)
            case ("POST", ["redraw"]):
                return self.draw(
                    request.form, request.form.get("person", ""), request.form.get("contact", ""), "panel.html"
                )
            case ("GET", ["tab"]):
                return self.late_tab(request)
            case ("POST", ["save"]):
                return self.save(request, user)
            case ("GET", [reference]):
                return self.show(reference, "saved" in request.query)
            case ("POST", [reference, "finalise"]):
                return self.finalise(reference)
            case _:
                return Answer("<h1>Not found</h1>", HTTPStatus.NOT_FOUND)

    def new(self, request: Request) -> Answer:
        person = self.register.get(request.query.get("person", ""))
        if self.switches.use_up("locked"):
            return self.page("locked.html")
        if person and is_restricted(person):
            return self.page("denied.html")
        if person and person.get("merged_into"):
            return self.page("merged.html", person=person)
        answers = contact_form.start(person, self.switches.now.version)
        return self.draw(answers, person["case_id"] if person else "", "", "form.html")

    def draw(self, answers: dict[str, str], person: str, reference: str, page: str, **more: object) -> Answer:
        return self.page(
            page,
            tabs=contact_form.tabs(self.switches.now.version),
            lists=contact_form.lists(),
            answers=answers,
            person=self.register.get(person),
            reference=reference,
            **more,
        )

    def late_tab(self, request: Request) -> Answer:
        contact = self.drafts.get(request.query.get("contact", ""))
        answers = contact.answers if contact else {}
        tab = next(t for t in contact_form.tabs(self.switches.now.version) if t["name"] == request.query.get("name"))
        return self.page(
            "late_tab.html",
            tab=tab,
            lists=contact_form.lists(),
            answers=answers,
            rows=contact_form.people_rows(answers),
            files=contact.files if contact else (),
        )

    def save(self, request: Request, user: str) -> Answer:
        upload = Upload(dict(request.form), list(request.files))
        person, reference = upload.answers.pop("person", ""), upload.answers.pop("contact", "")
        sure = upload.answers.pop("sure", "")
        if self.switches.use_up("error_before_save"):
            return Answer("<h1>Server Error</h1>", HTTPStatus.INTERNAL_SERVER_ERROR)
        said = contact_form.complaints(upload.answers, self.switches.now.version)
        if said:
            return self.draw(upload.answers, person, reference, "form.html", complaints=said)
        if not sure and not reference and self.switches.now.warn_duplicates and self.is_known(upload.answers):
            return self.page("duplicate.html", answers=upload.answers, person=person)
        return self.stored(upload, person, reference, user)

    def stored(self, upload: Upload, person: str, reference: str, user: str) -> Answer:
        if self.switches.use_up("mangle"):
            upload.answers["surname"] = upload.answers.get("surname", "")[:3]
        if reference:
            self.drafts.change(reference, upload.answers, upload.files)
        else:
            reference = self.drafts.add(person, upload.answers, upload.files, user)
        self.switches.be_slow(self.switches.now.slow_save)
        if self.switches.use_up("error_after_save"):
            return Answer("<h1>Server Error</h1>", HTTPStatus.INTERNAL_SERVER_ERROR)
        return Answer.go_to(f"/contacts/{reference}?saved=1")

    def is_known(self, answers: dict[str, str]) -> bool:
        """Whether an earlier contact has the same agency reference and name."""
        new = _identity(answers)
        return bool(new[0]) and any(_identity(contact.answers) == new for contact in self.drafts.all())

    def show(self, reference: str, just_saved: bool) -> Answer:
        contact = self.drafts.get(reference)
        if contact is None:
            return Answer("<h1>Not found</h1>", HTTPStatus.NOT_FOUND)
        return self.draw(
            contact.answers, contact.person, reference, "form.html", contact=contact, just_saved=just_saved
        )

    def finalise(self, reference: str) -> Answer:
        contact: Contact | None = self.drafts.get(reference)
        if contact is None or not contact.answers.get("outcome"):
            return self.page("refused.html", why="A contact cannot be finalised without an outcome.")
        self.drafts.finalise(reference)
        return Answer.go_to(f"/contacts/{reference}")


def _identity(answers: dict[str, str]) -> tuple[str, ...]:
    return tuple(answers.get(key, "").strip().casefold() for key in SAME_CHILD)
