"""Forms as data: a template says how a known form is recognised and where its values stand."""
