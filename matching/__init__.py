"""MATCH: a child of a report → candidates in the register and a decision. Pure: no Django, no settings, no Redis."""
