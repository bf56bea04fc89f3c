"""The source document that the packaged Asker was read from: the text of slides, from a PDF."""

from typing import Final

from tests.shared import SHARED

SEED: Final = SHARED / "seed" / "000_b5c1cb785bfffa1b.txt"


def bare(text: str) -> str:
    """Return a text without white space: the PDF breaks words («ti lgang») and lines."""
    return "".join(text.split())
