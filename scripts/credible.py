"""Prints docs/reference/credible.md from the table of rules: `make credible`. A test compares the two."""

from __future__ import annotations

import sys

from extractors.credible import RULES

HEAD = """# Credible: what a record must not look like

Printed by `make credible` from `extractors/credible/rules.py`. Each finished record is looked at as a whole, whoever read it: template,
general reader, letter or scan. A child or person that breaks a rule has no certain value left; of the contact's own values the one that
breaks it has not. Every value says which rule and why. The words that the rules look for stand in `templates/values/credible.yaml`.

| rule | what the reviewer reads | when |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| `{rule.name}` | {rule.words} | {_when(rule.test)} |\n" for rule in RULES)


def _when(test: object) -> str:
    return " ".join((test.__doc__ or "").split("\n\n")[0].split())


if __name__ == "__main__":
    sys.stdout.write(page())
