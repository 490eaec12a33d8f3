"""What pages may ask. Answers are frozen values, never rows, so a page cannot change a record by accident."""

from records.queries.contact import ContactView, contact_view, differences, page_picture
from records.queries.ledger import ledger
from records.queries.masks import check_open, open_contact, open_contacts, open_post, open_posts, opened_until
from records.queries.operations import Overview, heartbeats, overview, template_statistics
from records.queries.worktray import WorktrayFilter, WorktrayRow, worktray

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
    "open_contact",
    "open_contacts",
    "open_post",
    "open_posts",
    "opened_until",
    "overview",
    "page_picture",
    "template_statistics",
    "worktray",
]
