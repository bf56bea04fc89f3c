"""How wide a text is at most, held against the fonts that pictures are set in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from views.measuring import _ADVANCES, ELLIPSIS, width, wrapped

FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
FILES: Final = {
    False: ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Verdana.ttf", "Arial.ttf"),
    True: (
        "DejaVuSans-Bold.ttf",
        "LiberationSans-Bold.ttf",
        "Verdana Bold.ttf",
        "Arial Bold.ttf",
    ),
}


def fonts(*, bold: bool) -> list[dict[str, float]]:
    """Return the width of each character in those of the fonts that the machine has."""
    names = set(FILES[bold])
    found = [path for folder in FOLDERS for path in folder.rglob("*.ttf") if path.name in names]
    if not found:
        pytest.skip("This machine has none of the fonts (Debian: apt install fonts-dejavu-core).")
    return [advances(path) for path in found]


def advances(path: Path) -> dict[str, float]:
    """Return how wide a font's characters are, as a share of its size."""
    with TTFont(path) as font:
        widths, unit = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[name][0] / unit for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_is_wider_in_any_font(*, bold: bool) -> None:
    """The table's widths are upper bounds, so that a label that is said to fit, fits."""
    for font in fonts(bold=bold):
        for character in _ADVANCES[bold]:
            assert font.get(character, 0) <= width(character, 1, bold=bold) + 1e-9, character


@pytest.mark.parametrize("bold", [False, True])
def test_the_widest_font_is_not_overrated_by_much(*, bold: bool) -> None:
    """Or labels would be shortened for want of room that there is."""
    text = "Askersamfunnet har inkluderende lokalsamfunn der innbyggerne opplever tilhørighet"
    widest = max(sum(font[character] for character in text) for font in fonts(bold=bold))

    assert width(text, 1, bold=bold) <= 1.08 * widest


@given(st.text(), st.floats(30, 400), st.integers(1, 9), st.booleans())
def test_lines_are_no_wider_than_the_room_and_no_more_than_asked_for(
    text: str,
    room: float,
    most: int,
    bold: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    """Whatever the text; what is left out is marked by an ellipsis."""
    lines = wrapped(text, room, most, 11, bold=bold)

    assert len(lines) <= most
    assert all(width(line, 11, bold=bold) <= room for line in lines)
    whole = "".join(lines).replace("-", "").replace(" ", "")
    if not whole.endswith(ELLIPSIS):
        plain = "".join(part for part in text.replace("-", "").split(" "))
        assert whole == "".join(each for each in plain if each not in "\t\r\n")


def test_a_line_is_broken_between_words_and_a_long_word_with_a_hyphen() -> None:
    """As a person would: at spaces, not at no-break spaces; at least three letters go over."""
    assert wrapped("Økt trygghet i Åros", 60, 3, 11) == ("Økt", "trygghet i", "Åros")
    assert wrapped("Tiltak (5\u00a0av\u00a021)", 70, 3, 11) == ("Tiltak", "(5\u00a0av\u00a021)")
    first, second = wrapped("Samfunnssikkerhetsarbeidet", 120, 3, 11)
    assert first.endswith("-")
    assert len(second) >= 3


def test_the_end_that_must_be_kept_is_kept() -> None:
    """That something is invented is said also where its name is too long."""
    text = "Sykkelparkering ved kollektivknutepunkt i Demodalen (oppdiktet)"

    (line,) = wrapped(text, 220, 1, 11, keep="(oppdiktet)")
    assert line.endswith("… (oppdiktet)")
    assert line.startswith("Sykkelpark")
    assert wrapped(text, 900, 1, 11, keep="(oppdiktet)") == (text,)
