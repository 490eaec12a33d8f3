"""What a person at the prompt sees of a decision."""

from matching.telling import tell
from postroom.matching import Candidate, Decision, Outcome
from postroom.sides import BothSides, Piece, Reason, Sides


def test_both_sides_stand_beside_each_other_and_a_terminal_obeys_nothing(capsys):
    sides = (
        BothSides(
            "forename", Sides.NEAR, (Piece("Ami"), Piece("r", differs=True)), (Piece("Ami"), Piece("er", differs=True))
        ),
    )
    because = (Reason("surname", "The surname is the same."),)
    tell(Decision("q\x1b[2J", Outcome.PROBABLE, "C-1", (Candidate("C-1", 0.998, both_sides=sides, because=because),)))
    said = " ".join(capsys.readouterr().out.split())

    assert "probable: record C-1, for a person to confirm" in said
    assert "forename │ Amir │ Amier │ near" in said
    assert "The surname is the same." in said
    assert "\x1b[2J" not in said
