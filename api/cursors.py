"""Cursors: where a list goes on, as text that means nothing to whoever passes it back.

A cursor holds the mark of its question, so that one of another question is refused and does not
quietly leave something out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Final

from graph.model import Words
from views.documents import Document

MARK_BYTES: Final = 6
"""How much of the question's digest a cursor holds; it tells slips of the hand, no forgery."""


class NoCursor(ValueError):  # noqa: N818 - says what the text is
    """A text is no cursor of the question; says why, as a clause."""

    def __init__(self, clause: Words) -> None:
        """Keep the clause; the message is in English."""
        super().__init__(clause.en)
        self.clause = clause


NO_CURSOR: Final = Words(
    "er ingen markør; ta den fra lenken til neste side",
    "is not a cursor; take it from the link to the next page",
)
_OF_ANOTHER: Final = Words(
    "er markøren til et annet spørsmål; begynn dette uten",
    "is the cursor of another question; begin this one without it",
)


def cursor(question: Document, place: str) -> str:
    """Return the cursor of the page of a question that goes on after a place."""
    return base64.urlsafe_b64encode(_mark(question) + place.encode()).decode().rstrip("=")


def place(question: Document, text: str) -> str:
    """Return the place that a cursor goes on after; raises NoCursor when it is not this question's.

    What the place says is for the caller to check: anyone may write a cursor.
    """
    padded = text + "=" * (-len(text) % 4)
    try:
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        found = raw[MARK_BYTES:].decode()
    except (binascii.Error, ValueError) as error:
        raise NoCursor(NO_CURSOR) from error
    if not found:
        raise NoCursor(NO_CURSOR)
    if raw[:MARK_BYTES] != _mark(question):
        raise NoCursor(_OF_ANOTHER)
    return found


def _mark(question: Document) -> bytes:
    text = json.dumps(question, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=MARK_BYTES).digest()
