"""What pages may ask. Answers are frozen values, never rows, so a page cannot change a record by accident."""

from records.queries.contact import ContactView, contact_view, differences, is_masked, is_post_masked, page_picture
from records.queries.operations import Overview, heartbeats, ledger, overview, template_statistics
from records.queries.worktray import WorktrayFilter, WorktrayRow, worktray

__all__ = [
    "ContactView",
    "Overview",
    "WorktrayFilter",
    "WorktrayRow",
    "contact_view",
    "differences",
    "heartbeats",
    "is_masked",
    "is_post_masked",
    "ledger",
    "overview",
    "page_picture",
    "template_statistics",
    "worktray",
]
