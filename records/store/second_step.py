"""The second step of signing in: RFC 6238 codes of an authenticator app, each good once, and recovery codes."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

import pyotp
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from records import audit, vault
from records.audit import Actor
from records.models import RecoveryCode, SecondStep

SLOT_S = 30
CLOCKS_DIFFER = 1  # slots before and after now: phones are not exact
FREE_TRIES = 5
LONGEST_PAUSE = timedelta(minutes=15)
CODES, CODE_LENGTH, CODE_LETTERS = 8, 24, "abcdefghjkmnpqrstuvwxyz23456789"  # 118 bits; none that look alike


def has_second_step(person: User) -> bool:
    return SecondStep.objects.filter(person=person, since__isnull=False).exists()


def recovery_codes_left(person: User) -> int:
    return RecoveryCode.objects.filter(step__person=person).count()


def begin_second_step(person: User) -> None:
    """A new key for the person's app. A second step that is on stays as it is."""
    if not has_second_step(person):
        SecondStep.objects.filter(person=person).delete()
        step = SecondStep(person=person)
        vault.seal(step, "key_sealed", pyotp.random_base32().encode())
        step.save()


def waiting_key(person: User) -> str:
    """The key that the app has not shown yet that it holds; empty where none waits. One that is in use is never told again."""
    step = SecondStep.objects.filter(person=person, since__isnull=True).first()
    return vault.unseal(step, "key_sealed").decode() if step else ""


def turn_on_second_step(person: User, typed: str) -> list[str]:
    """The recovery codes, to be shown this once. Empty where the code is not the app's."""
    with transaction.atomic():
        step = SecondStep.objects.select_for_update().filter(person=person, since__isnull=True).first()
        if step is None or not _fits(step, _tidy(typed)):
            return []
        step.since = timezone.now()
        step.save()
        audit.record(_actor(person), "second_step.on", f"account-{person.pk}")
        return _new_codes(step)


def turn_off_second_step(person: User, actor: Actor) -> None:
    """By the person, or by an admin for somebody who has lost both app and codes."""
    with transaction.atomic():
        SecondStep.objects.filter(person=person).delete()
        audit.record(actor, "second_step.off", f"account-{person.pk}")


def take_second_step(person: User, typed: str) -> str:
    """Empty where the code is right; otherwise the sentence for the person. Wrong ones cost a pause that grows."""
    with transaction.atomic():
        step = SecondStep.objects.select_for_update().get(person=person, since__isnull=False)
        now, code = timezone.now(), _tidy(typed)
        if step.not_before and step.not_before > now:
            return _wait_until(step.not_before, now)
        if _fits(step, code) or _is_recovery_code(step, code):
            step.wrong, step.not_before = 0, None
            step.save()
            return ""
        return _wrong(step, now)


def pause_after(wrong: int, free: int = FREE_TRIES) -> timedelta:
    """None for the first tries; then half a minute, doubled with each wrong one, to a quarter of an hour."""
    if wrong < free:
        return timedelta(0)
    return min(timedelta(seconds=30 * 2 ** min(wrong - free, 10)), LONGEST_PAUSE)


def _fits(step: SecondStep, code: str) -> bool:
    """Whether the code is of a slot near now that no code was taken of yet; that slot and those before it are then used up."""
    app, here = pyotp.TOTP(vault.unseal(step, "key_sealed").decode()), int(timezone.now().timestamp()) // SLOT_S
    for slot in range(here - CLOCKS_DIFFER, here + CLOCKS_DIFFER + 1):
        if slot > step.last_slot and hmac.compare_digest(app.generate_otp(slot).encode(), code.encode()):
            step.last_slot = slot
            return True
    return False


def _is_recovery_code(step: SecondStep, code: str) -> bool:
    used, _ = step.recovery_codes.filter(code_hash=_hash(step, code)).delete()
    if used:
        details = {"left": step.recovery_codes.count()}
        audit.record(_actor(step.person), "second_step.recovery", f"account-{step.person_id}", details)
    return bool(used)


def _wrong(step: SecondStep, now: datetime) -> str:
    step.wrong += 1
    pause = pause_after(step.wrong)
    step.not_before = now + pause if pause else None
    step.save()
    if not pause:
        return "This code does not fit, or was used before. Enter the code that your app shows now, or a recovery code."
    audit.record(_actor(step.person), "second_step.wrong", f"account-{step.person_id}", {"wrong": step.wrong})
    return _wait_until(now + pause, now)


def _wait_until(then: datetime, now: datetime) -> str:
    return f"Too many codes were wrong. Wait {int((then - now).total_seconds()) + 1} seconds, then enter the next code."


def _new_codes(step: SecondStep) -> list[str]:
    step.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(step=step, code_hash=_hash(step, code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)) for code in codes]


def _hash(step: SecondStep, code: str) -> str:
    return vault.keyed_hash(f"recovery code {step.person_id} {code}")


def _tidy(typed: str) -> str:
    """Spaces and hyphens are for the eye."""
    return "".join(letter for letter in typed.casefold() if letter.isalnum())[:40]


def _actor(person: User) -> Actor:
    return Actor.user(person.get_username())
