"""XOAUTH2 by the libraries of the two issuers; what they refuse is a plain reason."""

from dataclasses import replace
from typing import ClassVar

import pytest
from django.conf import settings

from bots.mail_sign_in import MICROSOFT_SCOPE, access_token
from postroom.errors import MailServerDown, Misconfigured

MAILBOX = settings.ENVIRONMENT.mailbox
MICROSOFT = replace(MAILBOX, sign_in="microsoft", tenant="tenant-1", client_id="client-1", client_secret="secret")


class Application:
    """What msal would be after it has talked to Microsoft."""

    answer: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[object]] = []

    def __init__(self, client_id, *, authority, client_credential):
        self.asked.append((client_id, authority, client_credential))

    def acquire_token_for_client(self, scopes):
        self.asked.append(scopes)
        return self.answer


@pytest.fixture
def microsoft(monkeypatch):
    monkeypatch.setattr("msal.ConfidentialClientApplication", Application)
    Application.asked = []
    return Application


def test_microsoft_gives_a_token_for_the_mailbox(microsoft):
    microsoft.answer = {"access_token": "token-1"}

    assert access_token(MICROSOFT) == "token-1"
    assert microsoft.asked == [
        ("client-1", "https://login.microsoftonline.com/tenant-1", "secret"), [MICROSOFT_SCOPE],
    ]  # fmt: skip


def test_a_refusal_is_told_without_the_secret(microsoft):
    microsoft.answer = {"error": "invalid_client", "error_description": "secret is wrong"}

    with pytest.raises(MailServerDown) as told:
        access_token(MICROSOFT)
    assert "invalid_client" in told.value.reason and "secret" not in told.value.reason


def test_a_google_key_that_is_not_there_is_told(tmp_path):
    google = replace(MAILBOX, sign_in="google", google_key_file=str(tmp_path / "none.json"))

    with pytest.raises(MailServerDown, match="Google"):
        access_token(google)


def test_an_unknown_kind_of_sign_in_is_a_setting_to_correct():
    with pytest.raises(Misconfigured, match="password, microsoft or google"):
        access_token(replace(MAILBOX, sign_in="magic"))
