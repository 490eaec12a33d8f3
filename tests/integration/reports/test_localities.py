"""The council's table of localities: imported whole or not at all, and read by the longest prefix that fits."""

import pytest

from records.audit import SYSTEM
from records.store.localities import BadTable, import_localities, localities, locality_of

pytestmark = pytest.mark.django_db


def table(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_longest_prefix_counts_and_a_district_only_as_a_whole(tmp_path):
    import_localities(table(tmp_path, "postcode,locality\nUB1,East\nUB10,North\nUB10 8,South\nUB10 8AB,Here\n"), SYSTEM)

    assert [locality_of(each) for each in ("UB1 1AA", "UB10 1AA", "UB10 8ZZ", "ub10 8ab", "SW1A 1AA", "", None, "UB1")] == [
        "East", "North", "South", "Here", "Outside", "Not known", "Not known", "East",
    ]  # fmt: skip
    assert localities() == ("East", "Here", "North", "South", "Outside", "Not known")


def test_an_ons_directory_is_taken_as_it_comes_with_a_table_of_wards(tmp_path):
    wards = table(tmp_path, "ward,locality\nE05013568,North\n", "wards.csv")
    directory = table(
        tmp_path, "pcd,pcds,osward,oslaua\nUB108AB,UB10 8AB,E05013568,E09000017\nUB1 1AA,UB1 1AA,E05000001,E09000009\n"
    )

    assert import_localities(directory, SYSTEM, wards) == 2
    assert (locality_of("UB10 8AB"), locality_of("UB1 1AA")) == ("North", "Outside")


@pytest.mark.parametrize(
    "text",
    [
        "", "a,b\n1,2\n", "postcode,locality\n", "postcode,locality\nUB1\n", "postcode,locality\nUB1,\n", "postcode,locality\nUB1,East\nUB1,West\n",
        "postcode,locality\n<b>,East\n", 'postcode,locality\n"UB1,East\n',
    ],
)  # fmt: skip
def test_a_bad_table_changes_nothing(tmp_path, text):
    import_localities(table(tmp_path, "postcode,locality\nUB9,Kept\n"), SYSTEM)

    with pytest.raises(BadTable):
        import_localities(table(tmp_path, text, "bad.csv"), SYSTEM)
    assert locality_of("UB9 1AA") == "Kept"


def test_other_encodings_are_refused_in_words(tmp_path):
    path = tmp_path / "utf16.csv"
    path.write_bytes("postcode,locality\nUB1,East\n".encode("utf-16"))

    with pytest.raises(BadTable, match="UTF-8"):
        import_localities(path, SYSTEM)
