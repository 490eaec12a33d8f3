"""Every route against every role: what is not allowed in web.access is refused, and a route without a role opens for nobody."""

import pytest
from django.urls import get_resolver, reverse

from tests.factories import account
from web.access import PUBLIC, ROUTES, Role, can_open

SAMPLE = {
    "ulid": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "child": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "point": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "reference": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "system": "case_system",
    "path": "reason",
    "document": 0,
    "page": 1,
    "name": "merlin-grid",
    "report": "month",
    "runbook": "standing",
    "version": 1,
}
NAMES = sorted(str(name) for name in get_resolver().reverse_dict if isinstance(name, str))


def address(name):
    return reverse(name, kwargs={each: SAMPLE[each] for each in wanted(name)})


def wanted(name):
    """What the address of a route holds besides its fixed words."""
    (_, names), *_ = get_resolver().reverse_dict.getlist(name)[0][0]
    return names


def test_every_route_has_its_roles_and_every_role_its_route():
    assert set(NAMES) == set(ROUTES)


def test_a_route_that_nobody_declared_opens_for_nobody():
    assert not can_open("not_declared", frozenset(Role))


def test_only_the_pages_that_show_nothing_of_anybody_are_public():
    assert {name for name, roles in ROUTES.items() if roles == PUBLIC} == {
        "sign-in", "second-step", "sign-out", "healthy", "healthz", "readyz", "metrics", "accessibility",
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_somebody_who_is_not_signed_in_is_asked_to(client, name):
    for answer in (client.get(address(name)), client.post(address(name))):
        asked = answer.status_code == 302 and answer["Location"].startswith(reverse("sign-in") + "?next=")
        assert asked == (ROUTES[name] != PUBLIC), f"{name}: {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_own_routes_and_no_other(client, role):
    client.force_login(account("somebody", role))
    refused = set()
    for name in NAMES:
        if name in ("sign-in", "second-step", "sign-out", "metrics"):
            continue
        if client.get(address(name)).status_code == 403 or client.post(address(name)).status_code == 403:
            refused.add(name)

    assert refused == {name for name, roles in ROUTES.items() if roles != PUBLIC and role not in roles}


@pytest.mark.django_db
def test_somebody_without_a_role_opens_nothing_even_as_superuser(client):
    person = account("root")
    person.is_superuser = True
    person.save()
    client.force_login(person)

    opened = [name for name in NAMES if ROUTES[name] != PUBLIC and client.get(address(name)).status_code != 403]
    assert opened == []


def test_addresses_hold_references_that_cannot_be_guessed_and_nothing_else():
    held = {each for name in NAMES for each in wanted(name)}

    assert held <= set(SAMPLE)
    assert not held & {"pk", "id", "surname", "forename"}
