"""A contact while a form is read: shared with the general reader, so it lives above both."""

from __future__ import annotations

from extractors.draft import Draft, Leaves, add, contact_of, is_somebody

__all__ = ["Draft", "Leaves", "add", "contact_of", "is_somebody"]
