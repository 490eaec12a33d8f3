"""One file for each kind of work: review, settling, decisions, post, operations, studio, audit, accounts."""
