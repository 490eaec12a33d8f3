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
from web.sign_ins import ASKED_AT

log = logging.getLogger(__name__)
LEEWAY_S = 60


def _seconds(said: Any) -> float:
    """When the provider asked the person, by its own word; 0 where it does not say."""
    return float(said) if isinstance(said, int | float) else 0.0


def issuer() -> str:
    """The council's provider, as set."""
    return str(settings.ENVIRONMENT.openid.issuer)


class CouncilAccounts(OIDCAuthenticationBackend):  # type: ignore[misc]
    """The kept library's backend, and the checks of the standard that it leaves to us (OpenID Connect Core 3.1.3.7 and 5.3.2)."""

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        """With a minute for clocks that differ, and nothing missing that the standard requires."""
        if jwt.get_unverified_header(payload).get("alg") != self.OIDC_RP_SIGN_ALGO:
            raise SuspiciousOperation("The identity token is signed in another way than was agreed.")
        said: dict[str, Any] = jwt.decode(
            payload,
            key,
            algorithms=[self.OIDC_RP_SIGN_ALGO],
            leeway=LEEWAY_S,
            options={"verify_aud": False, "require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        return said

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """Raises SuspiciousOperation for a token of another issuer or made for another program (OpenID Connect Core 3.1.3.7)."""
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = payload.get("aud")
        known = audience if isinstance(audience, list) else [audience]
        if self.OIDC_RP_CLIENT_ID not in known:
            raise SuspiciousOperation("The identity token was made for another program.")
        if str(payload.get("iss", "")).rstrip("/") != issuer().rstrip("/"):
            raise SuspiciousOperation("The identity token comes from another issuer.")
        if payload.get("azp", self.OIDC_RP_CLIENT_ID) != self.OIDC_RP_CLIENT_ID or (
            len(known) > 1 and "azp" not in payload
        ):
            raise SuspiciousOperation("The identity token was asked for by another program.")
        self.request.session[ASKED_AT] = _seconds(payload.get("auth_time"))
        return payload

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Raises SuspiciousOperation where it is about somebody else than the token (section 5.3.2)."""
        claims: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if not isinstance(claims, dict) or claims.get("sub") != payload["sub"]:
            raise SuspiciousOperation("The provider told of another person than it signed in.")
        return claims

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """An address that the provider itself does not vouch for is anybody's to type, and finds no account here."""
        return claims.get("email_verified", True) in (True, "true") and bool(super().verify_claims(claims))

    def get_user(self, user_id: int) -> User | None:
        """Django's own: an account that is switched off is out at its next click."""
        return ModelBackend.get_user(self, user_id)


class SignIn(views.OIDCAuthenticationRequestView):  # type: ignore[misc]
    """To the council's provider. `again` asks the person there and then, however lately they signed in."""

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        return {"prompt": "login", "max_age": "0"} if request.GET.get("again") else {}

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
            if "error" in request.GET:
                return refused(request)  # anybody can write such a link: it signs nobody out
            answer: HttpResponse = super().get(request)
        except (SuspiciousOperation, jwt.PyJWTError, KeyError, TypeError, AttributeError) as error:
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
