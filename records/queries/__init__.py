"""What pages may ask. Answers are frozen values, never rows, so a page cannot change a record by accident."""

from records.queries.alarms import why_it_rests_now
from records.queries.contact import ContactView, contact_view, differences, page_picture
from records.queries.ledger import ledger
from records.queries.masks import check_open, open_contact, open_contacts, open_post, open_posts, opened_until
from records.queries.operations import Overview, heartbeats, overview, template_statistics
from records.queries.worktray import WorktrayFilter, WorktrayRow, next_contact, worktray

__all__ = [
    "ContactView",
    "Overview",
    "WorktrayFilter",
    "WorktrayRow",
    "check_open",
    "contact_view",
    "differences",
    "heartbeats",
    "ledger",
    "next_contact",
    "open_contact",
    "open_contacts",
    "open_post",
    "open_posts",
    "opened_until",
    "overview",
    "page_picture",
    "template_statistics",
    "why_it_rests_now",
    "worktray",
]
