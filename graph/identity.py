"""What a node is called, the order that nodes stand in, and how a text is found again.

The order key and the search string are computed here, once, and stored, so that every engine sorts
and finds alike: databases fold case and compare text each in their own way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NodeId = str
"""`namespace:local`, for example `sdg:11.6`."""

ID_PATTERN: Final = re.compile(r"[a-z][a-z0-9-]*:[a-z0-9]+(?:[.-][a-z0-9]+)*")
ID_LIMIT: Final = 120
"""The longest identifier, in characters; it also keeps a run of digits below 1,000 of them."""

NEAR_ENOUGH: Final = 78
"""How like an identifier must be to be worth a "did you mean", of 100."""

_DIGITS: Final = re.compile(r"[0-9]+")
_WORD: Final = re.compile(r"[^\W_]+(?:[.\-–'’][^\W_]+)*")
_INNER: Final = re.compile(r"[.\-–'’]")
_SHORT: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_LONG: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an identifier."""
    return len(text) <= ID_LIMIT and ID_PATTERN.fullmatch(text) is not None


def namespace_of(node_id: NodeId) -> str:
    """Return the namespace of an identifier: the organisation that the node belongs to."""
    return node_id.partition(":")[0]


def local_of(node_id: NodeId) -> str:
    """Return the part of an identifier after its namespace: the code of a goal."""
    return node_id.partition(":")[2]


@lru_cache(maxsize=1 << 17)
def order_key(node_id: NodeId) -> str:
    """Return the key that identifiers are sorted by: as text, but digits as numbers.

    11.2 comes before 11.10, and 11.10 before 11.a.  A run of digits is written as its length and
    its digits, so that plain comparison of the keys, in any engine, compares the numbers.  Leading
    zeros do not change a number's place, so where there are any the identifier itself decides.
    """
    leading_zero = False

    def number(match: re.Match[str]) -> str:
        nonlocal leading_zero
        digits = match[0].lstrip("0") or "0"
        leading_zero = leading_zero or len(digits) < len(match[0])
        return f"{len(digits):03d}{digits}"

    key = _DIGITS.sub(number, node_id)
    return f"{key} {node_id}" if leading_zero else key


def search_words(text: str) -> list[str]:
    """Return the words of a query, folded; a word may hold dots and hyphens inside ("11.6")."""
    return [_fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def search_string(texts: Iterable[str]) -> str:
    """Return the one string in which words are looked up: each after a space, in every spelling.

    A query finds it when each of its words, with a space before it, stands in the string.  æ, ø
    and å stand also as ae, o, a and as ae, oe, aa; other accents also without.  No stemming.
    """
    words: dict[str, None] = {}
    for text in texts:
        for word in search_words(text):
            for part in _tails(word):
                words[part] = None
                if not part.isascii():
                    words.update(dict.fromkeys((_plain(part, _SHORT), _plain(part, _LONG))))
    return "".join(f" {word}" for word in words)


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Return the known identifier most like a wanted one, or None when none is near enough.

    Of several that are as near, the first.
    """
    found = process.extractOne(wanted, list(known), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return str(found[0]) if found else None


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())


def _plain(word: str, letters: dict[int, str]) -> str:
    """Return a word with its Norwegian letters written out and its other accents removed."""
    decomposed = unicodedata.normalize("NFD", word.translate(letters))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _tails(word: str) -> Iterator[str]:
    """Yield a word and its ends after each inner dot or hyphen: bolig-areal, areal."""
    yield word
    for match in _INNER.finditer(word):
        yield word[match.end() :]
