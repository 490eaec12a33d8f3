"""Signing in and out, accounts, figures, and the accessibility statement."""

from __future__ import annotations

import hmac
from typing import Any

from axes.decorators import axes_dispatch
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.models import Group, User
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_http_methods

from records.accounts import acting
from records.store.second_step import has_second_step, turn_off_second_step
from web.access import Role
from web.accounts import NewAccount, change_roles, create_account
from web.metrics import figures
from web.requests import actor_of, posted
from web.sign_ins import half_sign_in, is_really_here

LOOPBACK = {"127.0.0.1", "::1"}
OUT_OF_ORDER = """<!doctype html><html lang="en"><head><title>Postroom is out of order</title></head>
<body><h1>Postroom is out of order</h1><p>Nothing is lost: post waits in the mailbox. Tell operations.</p></body></html>
"""


@method_decorator(axes_dispatch, name="dispatch")
class SignIn(LoginView):
    """Django's own sign-in with our page; django-axes counts wrong passwords, web.pauses says what they cost."""

    template_name = "account/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """With an authenticator app the password is only half of it."""
        person = form.get_user()
        if not has_second_step(person):
            return super().form_valid(form)
        half_sign_in(self.request, person, self.get_success_url())
        return redirect("second-step")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        by_council = reverse("oidc_authentication_init") if settings.ENVIRONMENT.openid.client_id else ""
        return super().get_context_data(**more) | {"single_sign_on": by_council}


class ChangePasswordForm(PasswordChangeForm):
    """Wrong tries at the old password count towards the lock-out, so that no desk left open is a place to guess it."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **more: Any) -> None:
        super().__init__(user, *args, **more)
        self.request = request

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        if not self.user.has_usable_password() or not is_really_here(self.request, typed):
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return typed


class ChangePassword(PasswordChangeView):
    """Django's own, with our page. An account that signs in by OpenID Connect has no password here."""

    form_class = ChangePasswordForm
    template_name = "account/password.html"
    success_url = reverse_lazy("start")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        with acting(actor_of(self.request)):
            return super().form_valid(form)


class SignOut(LogoutView):
    """By a form only, so that no picture in a mail can sign anybody out."""


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """After too many wrong passwords."""
    lines = [
        "Too many wrong passwords were tried from this place.",
        "Wait half a minute, then try again. Each further wrong password doubles the wait, to a quarter of an hour at most.",
    ]
    return render(request, "account/message.html", {"heading": "Wait before you sign in", "lines": lines}, status=429)


def out_of_order(_request: HttpRequest) -> HttpResponse:
    """Django asks for this where not even the page of a fault can be drawn: the database is away or full."""
    return HttpResponse(OUT_OF_ORDER, status=500)


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: counts and ages. For callers on this machine, or with the token."""
    token = settings.ENVIRONMENT.metrics_token
    given = request.headers.get("Authorization", "")
    is_known = bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    is_near = (
        request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers
    )  # no proxy between
    if not is_known and (token or not is_near):
        return HttpResponse("not for you\n", content_type="text/plain", status=403)
    return HttpResponse(figures(), content_type="text/plain; version=0.0.4; charset=utf-8")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages can and cannot do for people who use them differently."""
    return render(request, "account/accessibility.html")


@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Who may sign in, and as what. Every change is a link of the chain."""
    error, typed = "", posted(request)
    if request.method == "POST":
        try:
            _change(request)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return redirect("accounts")
    people = User.objects.order_by("username").select_related("second_step").prefetch_related("groups")
    rows = [(person, {group.name for group in person.groups.all()}) for person in people]
    context = {
        "rows": rows,
        "roles": list(Role),
        "posted": typed,
        "single_sign_on": bool(settings.ENVIRONMENT.openid.client_id),
        "errors": [{"text": error, "href": f"#{typed['account']}-active" if typed.get("account") else "#name"}]
        if error
        else [],
    }
    return render(request, "account/accounts.html", context, status=422 if error else 200)


def _change(request: HttpRequest) -> None:
    typed = posted(request)
    roles = frozenset(role for role in Role if role in request.POST.getlist("roles"))
    with acting(actor_of(request)):
        if typed.get("account"):
            person = User.objects.get(username=typed["account"])
            if typed.get("step") == "off":
                turn_off_second_step(person, actor_of(request))
                messages.success(request, f"{person.username} signs in without the app, until it is set up anew.")
                return
            change_roles(person, roles, is_active=typed.get("active") == "yes")
        else:
            name, full_name, password, email = (
                typed.get(key, "") for key in ("name", "full_name", "password", "email")
            )
            create_account(NewAccount(name, full_name, password, roles, email))
    messages.success(request, "Saved.")


def ensure_groups() -> None:
    """The four groups exist. Harmless when run twice."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)
