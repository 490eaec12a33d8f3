"""XOAUTH2: how Microsoft 365 and Google Workspace let a program read a mailbox, without anybody's password."""

from __future__ import annotations

from postroom.errors import MailServerDown, Misconfigured
from postroom.mailbox import Mailbox

MICROSOFT_SCOPE = "https://outlook.office365.com/.default"
GOOGLE_SCOPE = "https://mail.google.com/"  # IMAP takes no narrower one


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
    import msal  # type: ignore[import-untyped]

    authority = f"https://login.microsoftonline.com/{mailbox.tenant}"
    try:
        application = msal.ConfidentialClientApplication(
            mailbox.client_id, authority=authority, client_credential=mailbox.client_secret
        )
        answer = application.acquire_token_for_client([MICROSOFT_SCOPE])
    except (ValueError, OSError) as error:
        raise MailServerDown(f"Microsoft's sign-in cannot be reached ({type(error).__name__}).") from error
    if not answer or "access_token" not in answer:
        said = (answer or {}).get("error", "no answer")
        raise MailServerDown(f"Microsoft refused the sign-in ({said}).")
    return str(answer["access_token"])


def _google(mailbox: Mailbox) -> str:
    """A service account with domain-wide delegation acts as the mailbox's user."""
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import Request
    from google.oauth2.service_account import Credentials

    try:
        credentials = Credentials.from_service_account_file(  # type: ignore[no-untyped-call]  # google-auth has partial types
            mailbox.google_key_file, scopes=[GOOGLE_SCOPE], subject=mailbox.user
        )
        credentials.refresh(Request())
    except (GoogleAuthError, ValueError, OSError) as error:
        raise MailServerDown(f"Google refused the sign-in or cannot be reached ({type(error).__name__}).") from error
    return str(credentials.token)
