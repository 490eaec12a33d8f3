"""What pages show, worked out from records: one file for each part of a page. No request, no database in here."""
