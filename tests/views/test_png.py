"""Pictures as PNG, without a browser."""

from __future__ import annotations

import struct

import pytest

from graph.kinds import MODEL
from tests.views.drawing import picture
from views import png as drawing
from views.png import NoFont, has_font, png
from views.svg import svg

PICTURE = svg(picture(), MODEL, "nb", frame=True, theme="light")


def size(image: bytes) -> tuple[int, int]:
    """Return a PNG's width and height (PNG specification, IHDR)."""
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def test_a_picture_is_as_large_as_it_says_times_the_scale() -> None:
    """Twice as many pixels as units: sharp on paper."""
    width, height = size(png(PICTURE))

    assert width == 2 * 1280
    assert height > 400
    assert size(png(PICTURE, scale=1.0))[0] == 1280


def test_the_text_is_set() -> None:
    """A picture without its labels is another picture."""
    assert has_font()
    empty = PICTURE.replace("<text", "<desc").replace("</text", "</desc")

    assert len(png(PICTURE)) > 2 * len(png(empty))


def test_without_a_font_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resvg leaves text out without a word where there is no font."""
    monkeypatch.setattr(drawing, "FONTS", ("No Such Font",))
    monkeypatch.setattr(drawing, "has_font", lambda: False)

    with pytest.raises(NoFont, match="fonts-dejavu-core"):
        png(PICTURE)
