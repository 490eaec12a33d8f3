"""Alarms are posted in the clear to nobody, and to no host that nobody allowed."""

import pytest

from bots.alarm_hook import may_post, post, slack_blocks, teams_card
from postroom.alarm_hook import AlarmHook

HOSTS = ("hooks.council.example",)


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.council.example/x",
        "https://elsewhere.example/x",
        "https://hooks.council.example.evil.example/x",
        "https://hooks.council.example@evil.example/x",
        "https://[broken",
        "hooks.council.example",
    ],
)
def test_an_address_that_is_not_allowed_gets_nothing(address):
    hook = AlarmHook(address, HOSTS, "teams")

    assert not may_post(hook)
    assert not post(hook, "Postroom: somebody must look", ["- No worker is alive."])


def test_an_allowed_host_may_have_any_case_port_and_path():
    assert may_post(AlarmHook("https://Hooks.Council.example:8443/a/b?c=d", HOSTS, "slack"))


def test_cards_hold_every_line_and_no_empty_one():
    lines = ["- No worker is alive.", "", "- Over: the disk is full."]
    (card,) = teams_card("Look", lines)["attachments"]
    slack = slack_blocks("Look", lines)["blocks"]

    assert [block["text"] for block in card["content"]["body"]] == ["Look", lines[0], lines[2]]
    assert [block["text"]["text"] for block in slack] == ["Look", lines[0], lines[2]]
    assert {block["text"]["type"] for block in slack} == {"plain_text"}
