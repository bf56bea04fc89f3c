"""A cell's text as a value: each type, and the hint for what comes close."""

from datetime import date
from decimal import Decimal

import pytest

from graph.kinds import MODEL
from loaders.cells import Misfit, value_of

FIELDS = {
    "whole": MODEL.columns["FOLLOWS_UP"]["priority"],
    "decimal": MODEL.columns["Observation"]["value"],
    "yes-no": MODEL.columns["Measure"]["pilot"],
    "date": MODEL.columns["Measure"]["valid_from"],
    "one-of": MODEL.columns["Measure"]["funding"],
    "text": MODEL.columns["Measure"]["title"],
    "links": MODEL.columns["Measure"]["links"],
    "complete": MODEL.columns["Measure"]["complete"],
    "net": next(row for row in MODEL.columns["Measure"]["budget"].rows if row.name == "net"),
}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("whole", "7", 7),
        ("net", "-1200", -1200),
        ("net", "0", 0),
        ("decimal", "11.10", Decimal("11.10")),
        ("decimal", "-3", Decimal(-3)),
        ("yes-no", "JA", True),
        ("yes-no", "True", True),
        ("yes-no", "yes", True),
        ("yes-no", "nei", False),
        ("yes-no", "FALSE", False),
        ("yes-no", "no", False),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("one-of", "new_money", "new_money"),
        ("text", "= 1 000 kr, 25 %", "= 1 000 kr, 25 %"),
        ("links", "https://a.no  https://b.no", ("https://a.no", "https://b.no")),
        ("complete", "ADVANCES:out\nPART_OF:in", ("ADVANCES:out", "PART_OF:in")),
    ],
)
def test_value_is_read(field: str, text: str, value: object) -> None:
    """Each type is read as the Python type of its values."""
    read = value_of(FIELDS[field], text)

    assert read == value
    assert type(read) is type(value)


def test_decimal_comma_holds_if_and_only_if_semicolons_separate() -> None:
    """A sign that could mean two things is refused, with what to write instead."""
    field = FIELDS["decimal"]

    assert value_of(field, "1,5", comma=True) == Decimal("1.5")
    assert isinstance(value_of(field, "1,5"), Misfit)
    refused = value_of(field, "1.5", comma=True)
    assert isinstance(refused, Misfit)
    assert "write 1,5" in refused.hint.en


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("net", "1 000", "Write 1000."),
        ("net", "1\u00a0000", "Write 1000."),
        ("net", "1.000", "write 1000"),
        ("net", "1,000,000", "write 1000000"),
        ("net", "12.5", "digits alone"),
        ("net", "12,5", "digits alone"),
        ("net", "٣٤", "Write 34."),
        ("net", "−5", "Write -5."),
        ("net", "+5", "Write 5."),
        ("net", "007", "Write 7."),
        ("net", "25 %", "Write 25."),
        ("net", "1e3", "digits alone"),
        ("net", "1_000", "digits alone"),
        ("net", "1234567890123456", "at most 15"),
        ("whole", "0", "1 is first"),
        ("decimal", "1,000", "write 1.000 or, if thousands are meant, 1000"),
        ("decimal", "1.000,50", "like 1.5"),
        ("decimal", "NaN", "like 1.5"),
        ("decimal", "1e999", "like 1.5"),
        ("decimal", "0.1234567890123456", "at most 15"),
        ("decimal", "12,5 %", "percent"),
        ("decimal", ".5", "like 1.5"),
        ("yes-no", "1", "Write yes or no."),
        ("yes-no", "x", "Write yes or no."),
        ("date", "1.2.2024", "Write 2024-02-01."),
        ("date", "01.12.2024", "Write 2024-12-01."),
        ("date", "01/12/2024", "like 2026-02-28"),
        ("date", "20240101", "like 2026-02-28"),
        ("date", "2026-02-30", "calendar"),
        ("date", "٢٠٢٦-٠٢-٢٨", "like 2026-02-28"),
        ("one-of", "New_Money", "Did you mean 'new_money'?"),
        ("one-of", "friske midler", "Did you mean 'new_money'?"),
        ("one-of", "withinframe", "Did you mean 'within_frame'?"),
        ("one-of", "zzz", "Write one of: new_money"),
        ("links", "https://a.no javascript:alert(1)", "Web addresses"),
        ("complete", "ADVANCES", "with direction"),
        ("text", "a\0b", "called"),
        ("text", "x" * 20_001, "Shorten"),
    ],
)
def test_what_comes_close_is_refused_with_a_hint(field: str, text: str, hint: str) -> None:
    """Nothing is read in two ways; the hint says what to write."""
    refused = value_of(FIELDS[field], text)

    assert isinstance(refused, Misfit)
    assert hint in refused.hint.en


def test_a_long_cell_is_cut_in_messages() -> None:
    """What is wrong with a hundred thousand digits is told in a line."""
    for field in FIELDS.values():
        refused = value_of(field, "9" * 20_000 + "%")
        if isinstance(refused, Misfit):
            assert len(refused.clause.en) + len(refused.hint.en) < 500


def test_a_misspelt_basis_is_guessed_in_words() -> None:
    """The guess is the word to write, not what the program calls it."""
    told = value_of(MODEL.columns["Measure"]["basis"], "illustrativ")

    assert isinstance(told, Misfit)
    assert told.hint.en == "Did you mean 'illustrative'?"
