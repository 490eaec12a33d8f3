"""Who may open which page. A route that is not in this table is refused to everybody: deny by default."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User

from postroom.errors import NotAllowed
from records.store.second_step import has_second_step


class Role(StrEnum):
    """Django groups by these names. One person may hold several; none is implied by another, nor by being superuser."""

    TRIAGE = "triage"  # reads post about children, settles and approves
    OPS = "ops"  # keeps the line running; never sees a child's words
    ADMIN = "admin"  # teaches Postroom new forms, and manages accounts
    AUDITOR = "auditor"  # reads who did what


EVERYBODY = frozenset(Role)  # anybody who is signed in with at least one role
PUBLIC: frozenset[Role] = frozenset()  # no sign-in: the route itself shows nothing of anybody

TRIAGE = frozenset({Role.TRIAGE})
OPS = frozenset({Role.OPS})
ADMIN = frozenset({Role.ADMIN})
AUDITOR = frozenset({Role.AUDITOR})
LEDGER = frozenset({Role.OPS, Role.AUDITOR, Role.TRIAGE})

ROUTES: dict[str, frozenset[Role]] = {
    # sign-in
    "sign-in": PUBLIC,
    "second-step": PUBLIC,  # the view itself lets in those alone whose password was right
    "sign-out": PUBLIC,
    "healthy": PUBLIC,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "metrics": PUBLIC,  # the view itself lets in this machine, or a bearer of the token
    "accessibility": PUBLIC,
    "start": EVERYBODY,
    "password": EVERYBODY,
    "own-sign-in": EVERYBODY,
    # review
    "worktray": TRIAGE,
    "contact": TRIAGE,
    "contact_drafts": TRIAGE,
    "contact_live": TRIAGE,
    "page_picture": TRIAGE,
    "field": TRIAGE,
    "match": TRIAGE,
    "point": TRIAGE,
    "add_child": TRIAGE,
    "reveal": TRIAGE,
    "approve": TRIAGE,
    "reject": TRIAGE,
    "reopen": TRIAGE,
    # post that is held or set aside
    "held": TRIAGE,
    "not_contacts": TRIAGE,
    "mail": TRIAGE,
    "mail_close": TRIAGE,
    "mail_again": TRIAGE,
    "mail_trust": TRIAGE,
    "replies": TRIAGE,
    # operations
    "operations": OPS,
    "runbook": OPS,
    "retry": OPS,
    "switch": OPS,
    "ledger": LEDGER,
    # reports: counts for everybody who works here; one that tells of single children asks for TRIAGE besides
    "reports": EVERYBODY,
    "report": EVERYBODY,
    # studio
    "studio": ADMIN,
    "template": ADMIN,
    "withdraw_template": ADMIN,
    "template_file": ADMIN,
    "new_form": ADMIN,
    "bench": ADMIN,
    "bench_picture": ADMIN,
    "draft_template": ADMIN,
    "try_template": ADMIN,
    "replay": ADMIN,
    "publish": ADMIN,
    "accounts": ADMIN,
    # audit
    "audit": AUDITOR,
    "audit_proof": AUDITOR,
}

if settings.ENVIRONMENT.openid.client_id:
    ROUTES |= {
        "oidc_authentication_init": PUBLIC,
        "oidc_authentication_callback": PUBLIC,
        "openid-refused": PUBLIC,
    }


def roles_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[Role]:
    """The roles that a signed-in person holds, from their Django groups."""
    if not isinstance(user, User):
        return frozenset()
    names = set(user.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role in names)


def owes_second_step(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a role of theirs needs the second step and it is not set up. The council's own sign-in has its own."""
    if not settings.SECOND_STEP_ROLES or not isinstance(user, User) or not user.has_usable_password():
        return False
    return bool(roles_of(user) & set(settings.SECOND_STEP_ROLES)) and not has_second_step(user)


def can_open(route: str, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may open the route."""
    allowed = ROUTES.get(route)
    if allowed is None:
        return False
    return allowed == PUBLIC or bool(allowed & roles)


def check_may_open(route: str, roles: frozenset[Role]) -> None:
    """Raises NotAllowed unless somebody with these roles may open the route."""
    if not can_open(route, roles):
        raise NotAllowed("Your account may not open this page. Ask an admin if you need it for your work.")
