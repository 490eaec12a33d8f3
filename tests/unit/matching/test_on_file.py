"""What a reviewer is shown of a record on file."""

from matching.sentences import on_file
from matching.standard import Standard


def test_a_record_is_shown_by_name_birth_and_postcode():
    record = Standard(
        "C1", given=("amir",), middle=("kofi",), family=("okonkwo",), date_of_birth="2015-03-04", postcode="UB3 2BB"
    )

    assert on_file(record) == ("Amir Kofi Okonkwo", "born 4 March 2015", "UB3 2BB")


def test_what_is_not_known_is_left_out():
    assert on_file(Standard("C1", family=("marsh",), date_of_birth="2016-01-01", estimated="Y")) == (
        "Marsh",
        "born 1 January 2016 (estimated)",
    )
