"""Templates that are made to break the studio are refused with a sentence, at once."""

import pytest

from web.template_draft import Unsound, checked, shipped

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n" for before, here in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOMB + "name: *i\nversion: *i\nsections: *i\n", id="references that unfold to 9^9 words"),
        pytest.param("&a {name: *a, sections: *a}", id="a mapping inside itself"),
        pytest.param("[" * 5000, id="5000 brackets"),
        pytest.param("x" * 5_000_000, id="five million letters"),
        pytest.param("version: 2001-01-99", id="a date that is none"),
        pytest.param("!!python/object/apply:os.system ['id']", id="a command"),
        pytest.param("name: \0", id="a null byte"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_hostile_template_is_refused(text):
    with pytest.raises(Unsound) as refused:
        checked(text)
    assert len(str(refused.value)) < 200


def test_what_is_shipped_is_sound():
    assert all(checked(each.text)["name"] == each.name for each in shipped())
