"""Earlier contacts of a child and its family, as they are kept with a decision. No word of what any of them told.

In the stored decision, `history` is a list, the latest first:

    {"contact": "01J...", "received": "2026-09-30", "link": "same_child", "agency": "Metropolitan Police", "document_type": "merlin_pac",
     "category": "Domestic abuse", "outcome": "No further action", "reference": "26PAC100001", "days_before": 51}

A page counts by `link` and `days_before`: "the third police report in eight weeks" is two of 56 days or less beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Link(StrEnum):
    """How an earlier contact belongs to a child of this one, the surest first."""

    SAME_REPORT = "same_report"  # the same agency reference: sent again, or sent again with changes
    SAME_INCIDENT = "same_incident"
    SAME_CHILD = "same_child"
    SAME_RECORD = "same_record"  # a child was settled as a record that is proposed for this one
    NOW_BORN = "now_born"  # it was of the child before birth
    FAMILY = "family"  # of a brother or a sister, or of the child more than twelve months ago


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier contact. `category` and `outcome` are empty until somebody approved it; `received` is YYYY-MM-DD, local."""

    contact: str  # ulid
    received: str
    link: Link
    days_before: int
    agency: str = ""
    document_type: str = ""
    category: str = ""
    outcome: str = ""
    reference: str = ""
