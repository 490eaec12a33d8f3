"""The pretend case system's pages and where they are. Each page is one method; the manners are met before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from sandbox.casesystem.contacts import ContactPages
from sandbox.casesystem.drafts import Drafts
from sandbox.casesystem.exchange import Answer, Request
from sandbox.casesystem.form import lists
from sandbox.casesystem.manners import Switchboard
from sandbox.casesystem.people import Register, Search, is_restricted
from sandbox.casesystem.signin import QUESTION, Door, Session

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
FOR_TESTS = ("/count", "/manners", "/empty", "/alive", "/drafts.json")


class Site:
    """A WSGI application."""

    def __init__(self, register: Register, door: Door, drafts: Drafts, switches: Switchboard) -> None:
        self.register = register
        self.door = door
        self.drafts = drafts
        self.switches = switches
        self.contacts = ContactPages(register, drafts, switches, self.page)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        request = Request.from_wsgi(environ)
        if request.path in FOR_TESTS:
            return self.for_tests(request).send(start, request.cookie or "")
        cookie, session = self.door.visit(request.cookie, self.switches.now.idle)
        if session.stage == "in" and self._loses_session(request):
            self.door.leave(cookie)
            cookie, session = self.door.visit(None, 0)
        return self.answer(request, cookie, session).send(start, cookie)

    def _loses_session(self, request: Request) -> bool:
        if request.path == "/contacts/save" and self.switches.use_up("lose_session_at_save"):
            return True
        return self.switches.use_up("lose_session")

    def page(self, name: str, status: HTTPStatus = HTTPStatus.OK, **content: object) -> Answer:
        return Answer(PAGES.get_template(name).render(manners=self.switches.now, **content), status)

    def answer(self, request: Request, cookie: str, session: Session) -> Answer:
        manners = self.switches.now
        self.switches.be_slow(manners.slow)
        if manners.maintenance:
            return self.page("closed.html", HTTPStatus.SERVICE_UNAVAILABLE)
        if self.switches.use_up("unavailable"):
            return Answer("<h1>Service Unavailable</h1>", HTTPStatus.SERVICE_UNAVAILABLE)
        if request.path == "/sign-out":
            self.door.leave(cookie)
            return Answer.go_to("/sign-in")
        if session.stage != "in" or session.account is None:
            return self.sign_in(request, session)
        return self.signed_in(request, session.account.login)

    def signed_in(self, request: Request, user: str) -> Answer:
        pages: dict[str, Callable[[Request], Answer]] = {
            "/": lambda _: self.page("tiles.html", user=user),
            "/sign-in": lambda _: Answer.go_to("/"),
            "/people": self.people,
            "/worktray": self.worktray,
            "/suggest": self.suggest,
        }
        if request.path in pages:
            return pages[request.path](request)
        if request.path.startswith("/people/"):
            return self.person(request)
        if request.path.startswith("/contacts"):
            return self.contacts.answer(request, user)
        return Answer("<h1>Not found</h1>", HTTPStatus.NOT_FOUND)

    def sign_in(self, request: Request, session: Session) -> Answer:
        if request.path != "/sign-in":
            return Answer.go_to("/sign-in")
        complaint = None
        if request.method == "POST":
            complaint = self.door.answer(session, request.form, self.switches.now)
            if complaint is None:
                return Answer.go_to("/" if session.stage == "in" else "/sign-in")
        return self.page(
            "sign_in.html", stage=session.stage, places=session.places, question=QUESTION, complaint=complaint
        )

    def people(self, request: Request) -> Answer:
        asked = {name: request.query.get(name, "") for name in ("case_id", "surname", "forename", "date_of_birth")}
        search = Search(**asked)
        found = [(person, is_restricted(person)) for person in self.register.find(search)]
        return self.page("people.html", search=search, found=found, popup="popup" in request.query)

    def person(self, request: Request) -> Answer:
        person = self.register.get(request.path.rpartition("/")[2])
        if person is None:
            return Answer("<h1>Not found</h1>", HTTPStatus.NOT_FOUND)
        if is_restricted(person):
            return self.page("denied.html")
        return self.page("person.html", person=person, family=self.register.family(person))

    def worktray(self, request: Request) -> Answer:
        wanted = request.query.get("q", "").strip().casefold()
        held = [contact for contact in self.drafts.all() if wanted in _searchable(contact.answers, contact.reference)]
        return self.page("worktray.html", contacts=held[:50], wanted=request.query.get("q", ""))

    def suggest(self, request: Request) -> Answer:
        typed = request.query.get("q", "").strip().casefold()
        options = lists().get(request.query.get("list", ""), [])
        return Answer.data([option for option in options if typed and typed in option.casefold()][:10])

    def for_tests(self, request: Request) -> Answer:
        """Pages that no case system has: what was created, and switches for the manners."""
        if request.path == "/manners" and request.method == "POST":
            self.switches.switch(**{name: json.loads(value) for name, value in request.form.items()})
        if request.path == "/empty" and request.method == "POST":
            self.drafts.empty()
        held = self.drafts.all()
        if request.path == "/drafts.json":
            return Answer.data([{"reference": held_one.reference, **held_one.answers} for held_one in held])
        marks: dict[str, int] = {}
        for contact in held:
            mark = contact.answers.get("external_ref", "")
            marks[mark] = marks.get(mark, 0) + 1
        finalised = sum(contact.status == "finalised" for contact in held)
        return Answer.data({"drafts": len(held) - finalised, "finalised": finalised, "by_external_reference": marks})


def _searchable(answers: dict[str, str], reference: str) -> str:
    words = (reference, *(answers.get(key, "") for key in ("external_ref", "agency_ref", "surname", "forename")))
    return " ".join(words).casefold()
