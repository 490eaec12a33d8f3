"""Replies to the sender of a piece of post: written from a template, read and sent by a person."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from records import letters, store
from records.models import MailMessage
from records.queries.post import check_post_open, replies_of
from records.store.replies import discard_reply
from web.requests import actor_of, posted

NOT_SENT = "Released. It does not leave: no outgoing mail server is named. Send it from your own mailbox."


@require_http_methods(["GET", "POST"])
def replies(request: HttpRequest, ulid: str) -> HttpResponse:
    """What was written to the sender and when; a new letter; and the draft that waits for a person's word."""
    mail = MailMessage.objects.get(ulid=ulid)
    check_post_open(ulid, actor_of(request))
    if request.method == "POST":
        told = _act(request, mail)
        (messages.warning if told == NOT_SENT else messages.success)(request, told)
        return redirect("replies", ulid=ulid)
    store.viewed(actor_of(request), ulid, "replies")
    context = {"ulid": ulid, "kinds": letters.titles(), "replies": replies_of(ulid, actor_of(request))}
    return render(request, "post/replies.html", context)


def _act(request: HttpRequest, mail: MailMessage) -> str:
    """What the button said is done; the sentence for the person."""
    typed, actor = posted(request), actor_of(request)
    if kind := typed.get("write"):
        store.draft_reply(mail, kind, *letters.written(kind, mail), actor)
        return "Written. Read it, change what you like, and send it."
    reply = mail.replies.get(ulid=typed.get("reply", ""))
    if typed.get("act") == "send":
        store.send_reply(reply, actor, typed.get("body", "").strip())
        if not settings.ENVIRONMENT.can_send_mail:
            return NOT_SENT
        return "It goes out now."
    discard_reply(reply, actor)
    return "Discarded. Nothing was sent."
