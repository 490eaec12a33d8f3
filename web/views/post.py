"""Post that a person must act on, and post that was set aside as no contact."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from postroom.errors import NotAllowed
from postroom.states import MailState
from records import store
from records.models import MailMessage
from records.queries.post import PostView, mail_view, mails_in
from web import codes
from web.requests import actor_of, posted, start_of

TRIED = "The password is being tried. Load this page again in a moment: where it does not open the document, the post is held again and this page says so."


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Post that is held, the oldest first."""
    return _list(request, MailState.HELD, "held")


@require_GET
def not_contacts(request: HttpRequest) -> HttpResponse:
    """Automatic replies, delivery reports and the like. Nothing is thrown away; each can be put back."""
    return _list(request, MailState.NOT_A_CONTACT, "not_contacts")


def _list(request: HttpRequest, state: MailState, where: str) -> HttpResponse:
    store.viewed(actor_of(request), where, "list")
    found = mails_in(state, actor_of(request), start_of(request))
    context = {
        "mails": found.mails,
        "where": where,
        "reasons": codes.names("mail_reasons"),
        "before": f"?before={found.earlier}" if found.earlier else "",
        "after": f"?after={found.later}" if found.later else "",
    }
    return render(request, "post/list.html", context)


@require_GET
def mail(request: HttpRequest, ulid: str) -> HttpResponse:
    """One piece of post: why it is held, what is in it, what to do."""
    view = mail_view(ulid, actor_of(request))
    store.viewed(actor_of(request), ulid, "mail")
    return _page(request, view)


def _page(request: HttpRequest, view: PostView, error: str = "", where: str = "how", status: int = 200) -> HttpResponse:
    choices = [{"value": code, "text": text} for code, text in codes.names("closings").items()]
    context = {
        "mail": view,
        "why": codes.name_of("mail_reasons", view.reason) if view.reason else "",
        "advice": codes.names("mail_advice").get(view.reason, ""),
        "closings": [{"value": "", "text": "Choose"}, *choices],
        "closed_how": codes.name_of("closings", view.closed_how) if view.closed_how else "",
        "error": error,
        "error_at": where,
        "errors": [{"text": error, "href": f"#{where}"}] if error else [],
    }
    return render(request, "post/mail.html", context, status=status)


@require_POST
def mail_close(request: HttpRequest, ulid: str) -> HttpResponse:
    """A person dealt with it outside Postroom, and says how."""
    how = posted(request).get("how", "")
    if how not in codes.names("closings"):
        return _page(request, mail_view(ulid, actor_of(request)), "Choose how you dealt with it", status=422)
    store.close_mail(MailMessage.objects.get(ulid=ulid), how, actor_of(request))
    messages.success(request, "Closed. It can be opened again from here.")
    return redirect("mail", ulid=ulid)


@require_POST
def mail_again(request: HttpRequest, ulid: str) -> HttpResponse:
    """Puts a held, set-aside, repeated or closed mail back into the line; with a password for this one reading."""
    found, password = MailMessage.objects.get(ulid=ulid), posted(request).get("password", "")
    if posted(request).get("with_password") and not password:
        return _page(
            request,
            mail_view(ulid, actor_of(request)),
            "Enter the password that the sender told you",
            "password",
            status=422,
        )
    store.read_again(found, actor_of(request), password=password)
    if password:
        messages.info(request, TRIED)
    else:
        messages.success(request, "It is back in the line and will be read again.")
    return redirect("mail", ulid=ulid)


@require_POST
def mail_trust(request: HttpRequest, ulid: str) -> HttpResponse:
    """A person vouches for the sender of this one message."""
    found = MailMessage.objects.get(ulid=ulid)
    if found.reason != "sender_not_trusted":
        raise NotAllowed("This message is not held because of its sender.")
    if posted(request).get("by_phone") != "yes":
        return _page(
            request, mail_view(ulid, actor_of(request)), "Say that you spoke with the sender", "by_phone", status=422
        )
    store.trust_sender(found, actor_of(request))
    messages.success(request, "Recorded with your name. The message will be read now.")
    return redirect("mail", ulid=ulid)
