"""XOAUTH2: how Microsoft 365 and Google Workspace let a program read a mailbox, without anybody's password.

Whatever an issuer says or fails to say means "try again later": a mailbox that cannot be entered now loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bots.patience import bounded
from postroom.errors import MailServerDown, Misconfigured
from postroom.mailbox import Mailbox

MICROSOFT = "https://login.microsoftonline.com"
MICROSOFT_SCOPE = "https://outlook.office365.com/.default"
GOOGLE_SCOPE = "https://mail.google.com/"  # IMAP takes no narrower one
CALL_S = 8.0  # for one call to an issuer to connect, and for each silence in its answer
TOKEN_S = 20.0  # for all of them together, however slowly they drip


def access_token(mailbox: Mailbox) -> str:
    """A fresh token. Raises MailServerDown when it is refused or the issuer is away, Misconfigured for an unknown kind."""
    match mailbox.sign_in:
        case "microsoft":
            return _microsoft(mailbox)
        case "google":
            return _google(mailbox)
        case other:
            raise Misconfigured(f"POSTROOM_MAIL_SIGN_IN is {other!r}; expected password, microsoft or google.")


def _microsoft(mailbox: Mailbox) -> str:
    """Client credentials: the application has IMAP.AccessAsApp and Exchange grants it this one mailbox."""
    try:
        answer = bounded(lambda: _ask_microsoft(mailbox), TOKEN_S)
    except Exception as error:
        raise MailServerDown(f"Microsoft's sign-in cannot be reached ({type(error).__name__}).") from error
    if not isinstance(answer, Mapping) or not isinstance(answer.get("access_token"), str):
        raise MailServerDown(f"Microsoft refused the sign-in ({_code(answer)}).")
    return str(answer["access_token"])


def _ask_microsoft(mailbox: Mailbox) -> object:
    import msal  # type: ignore[import-untyped]

    application = msal.ConfidentialClientApplication(
        mailbox.client_id,
        authority=f"{MICROSOFT}/{mailbox.tenant}",
        client_credential=mailbox.client_secret,
        instance_discovery=False,  # the issuer is the one that stands above: nobody else is asked who it is
        timeout=CALL_S,
    )
    return application.acquire_token_for_client([MICROSOFT_SCOPE])


def _code(answer: object) -> str:
    """The issuer's short word for why; its long ones may hold anything."""
    said = answer.get("error") if isinstance(answer, Mapping) else None
    return said[:60] if isinstance(said, str) and said.replace("_", "").isalnum() else "no answer that is one"


def _google(mailbox: Mailbox) -> str:
    """A service account with domain-wide delegation acts as the mailbox's user."""
    try:
        token = bounded(lambda: _ask_google(mailbox), TOKEN_S)
    except Exception as error:
        raise MailServerDown(f"Google refused the sign-in or cannot be reached ({type(error).__name__}).") from error
    if not isinstance(token, str) or not token:
        raise MailServerDown("Google gave no token.")
    return token


def _ask_google(mailbox: Mailbox) -> object:
    from google.auth.transport.requests import Request
    from google.oauth2.service_account import Credentials

    credentials = Credentials.from_service_account_file(  # type: ignore[no-untyped-call]  # google-auth has partial types
        mailbox.google_key_file, scopes=[GOOGLE_SCOPE], subject=mailbox.user
    )
    credentials.refresh(partial(Request(), timeout=CALL_S))
    return credentials.token
