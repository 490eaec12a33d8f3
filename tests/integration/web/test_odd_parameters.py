"""Odd parameters at every route, for every role: an answer in words, never a fault, and no view signed of what does not exist."""

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import AuditEvent
from tests.architecture.test_routes import NAMES, SAMPLE, wanted
from tests.factories import account
from web.access import Role

ANSWERS = {200, 302, 400, 403, 404, 405, 409, 422}
ODD = (
    "", "0", "-1", "1" * 300, "-" + "9" * 40, "9223372036854775808", "NaN", "1e400", "a" * 300, "\0", "a\0b",
    "\u202e\u200b\ud7ff", "\U0001f9d2" * 70, "é", "٣", "²", "0001-01-01", "9999-12-31", "0000-00-00", "2026-W53-7", "10000-01-01",
    "2026-02-30", "' OR 1=1 --", "%00", "../../etc/passwd", "[0].x", "children[99999999999].school", "csv", "xlsx",
)  # fmt: skip
QUERY = (
    "after", "before", "where", "grade", "seen", "until", "from", "to", "outside", "format", "actor", "action", "subject", "day",
    "next", "again", "document", "page",
)  # fmt: skip
POSTED = (
    *QUERY,
    "name",
    "roles",
    "reason",
    "value",
    "path",
    "template",
    "heading",
    "label",
    "holds",
    "version",
    "username",
    "password",
)
words = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.sampled_from([0, 1, 2**31, 2**63 - 1, 2**63, 10**40, 10**300])
slugs = st.sampled_from(["a" * 300, "0", "-", "_" * 27, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "9" * 40, "constructor"])
PARTS = {"document": numbers, "page": numbers, "path": words.filter(bool)}


@st.composite
def asked(draw):
    """An address of any route, and what is asked there or sent to it."""
    name = draw(st.sampled_from(NAMES))
    some = {each: draw(PARTS.get(each, slugs)) for each in wanted(name)}
    try:
        address = reverse(name, kwargs=some)
    except NoReverseMatch:
        address = reverse(name, kwargs={each: SAMPLE[each] for each in wanted(name)})
    posts = draw(st.booleans())
    return name, address, posts, draw(st.dictionaries(st.sampled_from(POSTED if posts else QUERY), words, max_size=4))


def views():
    """Of records. That an auditor saw the chain is a link too, and true."""
    return AuditEvent.objects.filter(action__startswith="viewed.").exclude(action="viewed.audit").count()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_answers_odd_parameters_in_words(client, role):
    person = account("somebody", role) if role else None
    client.raise_request_exception = False

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(asked())
    def answers(one):
        name, address, posts, parameters = one
        if person:
            client.force_login(person)
        viewed = views()
        answer = client.post(address, parameters) if posts else client.get(address, parameters)

        assert answer.status_code in ANSWERS, f"{name}: {answer.status_code}"
        assert not wanted(name) or views() == viewed, name  # no such record exists; that a list was looked at is true

    answers()


DATES = ("0001-01-01", "0001-12-31", "9999-12-31", "9999-01-01", "2026-W53-7")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_the_first_and_the_last_year_are_answered_wherever_a_date_is_asked(client, role):
    client.force_login(account("somebody", role))
    for name in (each for each in NAMES if not wanted(each) or each == "report"):
        if name == "sign-out":
            continue
        address = reverse(name, kwargs={each: SAMPLE[each] for each in wanted(name)})
        for date in DATES:
            answer = client.get(address, dict.fromkeys(("until", "day", "from", "to", "after", "before"), date))
            assert answer.status_code in ANSWERS, f"{name} {date}: {answer.status_code}"
