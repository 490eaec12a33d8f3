"""What a person at the prompt sees of a draft."""

from filling.telling import tell
from postroom.filling import FieldResult, FillOutcome, FillResult, StopKind, Stopped


def test_what_differs_cries_and_where_it_stopped_is_told(capsys):
    fields = (FieldResult("Surname", "Smith", "Smith", same=True), FieldResult("Forename", "Ann", "Anna", same=False))
    stopped = Stopped("Person details", StopKind.BUSINESS, "The form has no box of that name.")
    tell(FillResult(FillOutcome.STOPPED, "R-17", fields, stopped))
    said = " ".join(capsys.readouterr().out.split())

    assert "stopped R-17" in said
    assert "at Person details: The form has no box of that name." in said
    assert "Surname │ Smith │ Smith │ same" in said
    assert "Forename │ Ann │ Anna │ NOT THE SAME" in said
