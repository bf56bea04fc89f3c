"""The colours of pictures can be read, in light and in dark."""

from __future__ import annotations

import pytest

from graph.kinds import MODEL
from views.palette import LINE, TEXT, THEMES, Theme, contrast, kind_colours


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1; #767676 is the lightest grey for text."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", ["ink", "quiet", "thread"])
def test_text_can_be_read_on_the_ground_and_on_what_is_raised(theme: Theme, name: str) -> None:
    """Also what is dimmed, and the chosen thread."""
    for ground in (theme.ground, theme.raised):
        assert contrast(getattr(theme, name), ground) >= TEXT


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_lines_between_plain_items_can_be_seen(theme: Theme) -> None:
    """Those that are dimmed may be fainter: the table says what they say."""
    assert contrast(theme.line, theme.ground) >= LINE
    assert contrast(theme.thread, theme.ground) >= LINE


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_kinds_colour_can_be_read(theme: Theme) -> None:
    """Headings are set in it; a colour of the table that is too faint is made legible."""
    for kind, colour in kind_colours(MODEL, theme).items():
        assert contrast(colour, theme.ground) >= TEXT, kind


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    """The municipality's colours are changed no more than they must be."""
    assert THEMES["light"].of("#1f6e8c") == "#1f6e8c"
