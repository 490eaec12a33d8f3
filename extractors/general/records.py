"""Which blocks of a form are one child's: named twice, gone on with further down, or said of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.draft import Leaves
from extractors.general.blocks import IDENTITY, NAMES, Block

NAMED = ("forename", "surname")
ALL_NAMES = ("forename", "middle_names", "surname")
TELLING_APART = ("date_of_birth", "expected_delivery_date", "nhs_number", "upn", "sex")
UNBORN = frozenset(("is_unborn", "expected_delivery_date", "dob_or_edd"))


def named_before(own: Leaves, row: int, children: Sequence[Leaves], tables: Sequence[int]) -> Leaves | None:
    """The child of an earlier part whom this one names again, as a form's second page does. Rows of one table are children each."""
    for child, table in zip(children, tables, strict=False):
        if (not row or table != row) and _same_name(child, own) and not _differ(child, own):
            return child
    return None


def gone_on_with(block: Block, own: Leaves, children: Sequence[Leaves]) -> Leaves | None:
    """The one child so far, where a part without any box for a name says nothing that is not his or hers."""
    if len(children) != 1 or block.has(NAMES | UNBORN) or block.row or _differ(children[0], own):
        return None
    return children[0]


def is_empty_row(block: Block, own: Leaves) -> bool:
    """A row of a table of people in which nobody stands: a telephone alone, or what is printed there."""
    return (
        block.row
        and block.has(NAMES)
        and not any(value_of(own, name) for name in (*NAMED, "relationship", "date_of_birth"))
    )


def is_named(block: Block) -> bool:
    """Whether a block can be somebody by itself."""
    return block.has(IDENTITY)


def _same_name(one: Leaves, other: Leaves) -> bool:
    """The same names, however they are parted; where only one of the two has a middle name the other must not say another."""
    if _whole(one) and _whole(one) == _whole(other):
        return True
    if not any(value_of(one, name) for name in NAMED):
        return False
    middle = ("middle_names",) if value_of(one, "middle_names") and value_of(other, "middle_names") else ()
    return all(value_of(one, name) == value_of(other, name) for name in (*NAMED, *middle))


def with_better_names(earlier: Leaves, own: Leaves, *, parted: bool) -> Leaves:
    """What the later part adds. Names that have a box each tell better where the surname begins than one box for all of them."""
    if _whole(earlier) != _whole(own) or all(value_of(earlier, name) == value_of(own, name) for name in ALL_NAMES):
        return own
    if parted:
        for name in ALL_NAMES:
            earlier.pop(name, None)
        return own
    return {name: leaf for name, leaf in own.items() if name not in ALL_NAMES}


def _whole(leaves: Leaves) -> str:
    return " ".join(str(value) for name in ALL_NAMES if (value := value_of(leaves, name))).casefold()


def _differ(one: Leaves, other: Leaves) -> bool:
    pairs = ((value_of(one, name), value_of(other, name)) for name in TELLING_APART)
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def value_of(leaves: Mapping[str, object], name: str) -> object:
    """The leaf's value; None where there is no such leaf."""
    return getattr(leaves.get(name), "value", None)
