"""The pictures of the documentation are there, of the stated size, and none that nobody makes."""

from __future__ import annotations

import struct

import pytest

from tests.browser.pictures import FOLDER, MOST_BYTES, SHOTS, SIGNATURE, Shot


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_picture_is_there(shot: Shot) -> None:
    """A PNG as wide as the window that it is of, and not too heavy for a page."""
    content = (FOLDER / f"{shot.name}.png").read_bytes()

    assert content[:8] == SIGNATURE
    width, height = struct.unpack(">II", content[16:24])
    assert width == shot.width
    assert 400 < height < 2500
    assert 5_000 < len(content) < MOST_BYTES
