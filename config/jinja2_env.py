"""How pages are drawn: Jinja2 with the GOV.UK components, and a misspelt name in a page is an error."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader, UndefinedError

from web import words
from web.navigation import navigation


class LoudUndefined(ChainableUndefined):
    """GOV.UK's macros ask for keys that are not there, so asking is allowed; printing or walking is not."""

    def _refuse(self) -> NoReturn:
        raise UndefinedError(f"'{self._undefined_name}' is not defined in this page")

    __str__ = __html__ = __iter__ = _refuse


def environment(**options: Any) -> Environment:
    """Called by Django with its own options. Django sets `undefined` itself, so ours is put over it here."""
    options["undefined"] = LoudUndefined
    options |= {"trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # noqa: S701  # Django passes autoescape=True
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env.loader = ChoiceLoader([loader for loader in (env.loader, govuk) if loader])
    env.globals |= {
        "static": static,
        "url": lambda name, **kwargs: reverse(name, kwargs=kwargs),
        "csrf_token_of": get_token,
        "messages_of": get_messages,
        "navigation": navigation,
        "htmx_script": htmx_script,
        "single_sign_on": bool(settings.ENVIRONMENT.openid.client_id),
        "council_name": getattr(settings, "COUNCIL_NAME", "Children's front door"),
    }
    env.filters |= {
        "when": words.when,
        "day_of": words.day_of,
        "day": words.day,
        "long_day": words.long_day,
        "ago": words.ago,
        "span_since": words.span_since,
        "count": words.count,
        "sentence": words.sentence,
    }
    return env
