"""Signing in with the council's own account (OpenID Connect), beside the local ones.

An admin makes the account and its roles here, with the e-mail address that the council's provider gives. Nobody is let
in by the provider's word alone.
"""

from __future__ import annotations

import logging
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from mozilla_django_oidc import views  # type: ignore[import-untyped]
from mozilla_django_oidc.auth import OIDCAuthenticationBackend  # type: ignore[import-untyped]

from web.middleware import message

log = logging.getLogger(__name__)


def issuer() -> str:
    """The council's provider, as set."""
    return str(settings.ENVIRONMENT.openid.issuer)


class CouncilAccounts(OIDCAuthenticationBackend):  # type: ignore[misc]
    """The kept library's backend, and three checks of the standard that it leaves to us."""

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """Raises SuspiciousOperation for a token of another issuer or made for another program (OpenID Connect Core 3.1.3.7)."""
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = payload.get("aud")
        known = audience if isinstance(audience, list) else [audience]
        if self.OIDC_RP_CLIENT_ID not in known:
            raise SuspiciousOperation("The identity token was made for another program.")
        if str(payload.get("iss", "")).rstrip("/") != issuer().rstrip("/"):
            raise SuspiciousOperation("The identity token comes from another issuer.")
        return payload

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """An address that the provider itself does not vouch for is anybody's to type, and finds no account here."""
        return claims.get("email_verified", True) in (True, "true") and bool(super().verify_claims(claims))

    def get_user(self, user_id: int) -> User | None:
        """Django's own: an account that is switched off is out at its next click."""
        return ModelBackend.get_user(self, user_id)


class SignIn(views.OIDCAuthenticationRequestView):  # type: ignore[misc]
    """To the council's provider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().get(request)
        except (requests.RequestException, ValueError):
            return _no_answer(request)
        return answer


class Back(views.OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """From the council's provider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().get(request)
        except (SuspiciousOperation, jwt.PyJWTError) as error:
            log.warning("openid answer refused kind=%s", type(error).__name__)
            return refused(request)
        except (requests.RequestException, ValueError):
            return _no_answer(request)
        return answer


def refused(request: HttpRequest) -> HttpResponse:
    """Known to the council, and not to us; or the provider said no."""
    return message(
        request,
        "You are not signed in",
        "The council's sign-in did not let you in, or no account here has your e-mail address.",
        "Ask an admin to make one, or sign in with a user name and a password.",
        status=403,
    )


def _no_answer(request: HttpRequest) -> HttpResponse:
    return message(
        request,
        "The council's sign-in does not answer",
        "Try again in a few minutes, or sign in with a user name and a password.",
        status=503,
    )
