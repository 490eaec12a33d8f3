"""A proposed map as YAML that a person can read, mend and use: what is known as lines, what is not as remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from filling.drawing.inventory import PageSeen, Twins
from filling.drawing.proposal import Proposal, final_button, save_button

ATTACHMENTS = "attachments"
MOST_OPTIONS = 12
LONGEST_REMARK = 110
HEAD = """# Proposed by `python worker.py map`: read every line before a robot uses it. What it could not tell stands as a remark.
# `python worker.py fill RECORD.json --screen THIS.yaml --rehearse --json` types and saves nothing.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One tab of the form, or the form itself where it has none."""

    tab: str | None
    seen: PageSeen
    proposals: Sequence[Proposal]


def written(told: Mapping[str, Any], parts: Sequence[Part]) -> str:
    """The map. `told` is what a person gave: address, sign-in, the way to the form."""
    buttons = tuple(dict.fromkeys(text for part in parts for text in part.seen.buttons))
    lines = [HEAD, _yaml({key: value for key, value in told.items() if key not in ("save", "submit", "form")})]
    lines += ["form:", *(line for part in parts for line in _part(part))]
    lines += ["", *_buttons(told, buttons)]
    if told.get("begin"):
        lines += ["", *_yaml({"canary": told["begin"]}).splitlines()]
    return "\n".join(lines).rstrip() + "\n"


def _part(part: Part) -> Iterator[str]:
    if part.tab:
        yield f"  - go: {{tab: {_word(part.tab)}}}"
    yield from _filled([one for one in part.proposals if (one.path or one.text) and one.path != ATTACHMENTS])
    for one in part.proposals:
        if one.path == ATTACHMENTS:
            yield f"  - attach: {{{_word(one.field.label or '')}: {ATTACHMENTS}}}"
    yield from _not_known(part)


def _filled(known: Sequence[Proposal]) -> Iterator[str]:
    if known:
        yield "  - fill:"
    for one in known:
        yield f"      {_word(one.field.label or '')}: {_value(one)}{_remark(one)}"
        yield from _lacks(one)


def _not_known(part: Part) -> Iterator[str]:
    left = [one for one in part.proposals if not (one.path or one.text)]
    if left or part.seen.twins:
        yield "      # --- not known: what goes in here? Say a path, {text: ...}, or leave the line out."
    for one in left:
        yield _open(one)
    for twins in part.seen.twins:
        yield from _twins(twins)


def _twins(twins: Twins) -> Iterator[str]:
    """A line for each that its heading tells from the others, ready but for its value."""
    unsaid = "" if len(twins.parts) == twins.count else ": say within: or nth:"
    yield f"      # {twins.count} fields answer to {twins.label!r}{unsaid}"
    for head in twins.parts:
        name = _word(f"{twins.label} ({head})")
        yield f"      # {name}: {{label: {_word(twins.label)}, within: {_word(head)}, value: }}"


def _value(one: Proposal) -> str:
    if one.text:
        return f"{{text: {_word(one.text)}}}"
    required = (
        "true" if one.field.required and not one.keep else None
    )  # a name may be missing where the child is unborn
    options = {"value": one.path, "codes": one.codes, "when_filled": "keep" if one.keep else None, "required": required}
    said = {key: value for key, value in options.items() if value}
    return str(one.path) if len(said) == 1 else "{" + ", ".join(f"{key}: {value}" for key, value in said.items()) + "}"


def _remark(one: Proposal) -> str:
    told = [one.field.kind] if one.field.kind not in ("text", "textarea") else []
    told += ["the screen requires it"] if one.field.required and (one.keep or not one.path) else []
    told += [f"at most {one.field.max} characters"] if one.field.max else []
    return f"  # {', '.join(told)}" if told else ""


def _lacks(one: Proposal) -> Iterator[str]:
    if one.lacks:
        yield f"      # {_shortened(f'{one.codes} has texts that this list does not offer: ' + ' | '.join(one.lacks))}"


def _open(one: Proposal) -> str:
    field = one.field
    if field.label is None:
        name = f"id: {field.html_id}" if field.html_id else "without any name"
        return f"      # a {field.kind} that no words belong to ({name})"
    offers = " | ".join(option for option in field.options[:MOST_OPTIONS] if option)
    must = ", the screen requires it" if field.required else ""
    return f"      # {_shortened(f'{_word(field.label)}: {field.kind}{must}' + (f': {offers}' if offers else ''))}"


def _buttons(told: Mapping[str, Any], buttons: Sequence[str]) -> Iterator[str]:
    save = told.get("save") or ({"button": button} if (button := save_button(buttons)) else None)
    if save:
        yield from _yaml({"save": save}).splitlines()
        if isinstance(save, Mapping) and "sees" not in save:
            yield "# sees: the words that the page says when it was saved belong to `save`"
    else:
        yield f"# save: which button saves a draft? The page has {', '.join(buttons) or 'none'}."
    if final := told.get("submit") or final_button(buttons):
        yield from _yaml(
            {"submit": final if isinstance(final, Mapping) else {"button": final, "allowed": False}}
        ).splitlines()


def _yaml(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=140))


def _word(text: str) -> str:
    """A text as YAML writes it: in quotation marks where it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=1000)).removesuffix("\n").removesuffix("\n...").strip()


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_REMARK else f"{text[:LONGEST_REMARK]} …"
