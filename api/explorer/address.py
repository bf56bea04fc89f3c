"""The address of a page: the whole of its state, as a value that links are made from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlencode

CARRIED: Final = ("lang", "as_of", "organisation", "basis", "mode")
"""What goes along from page to page: how one looks at the graph, not what one looks for."""

_PLACE: Final = ("cursor",)
"""What holds for one page of results only, and goes when anything else changes."""


@dataclass(frozen=True, slots=True)
class Address:
    """A path and what stands after the question mark, in order.

    Its text reads as it was typed as far as a URL may: colons and æøå need no percent signs to be
    understood, so colons keep theirs.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return it as the text of a link."""
        text = urlencode(self.query, safe=":", quote_via=quote)
        return f"{self.path}?{text}" if text else self.path

    def values(self, name: str) -> Sequence[str]:
        """Return the values of a parameter."""
        return [value for each, value in self.query if each == name]

    def having(self, name: str, value: str) -> Address:
        """Return it with one value of a parameter in the place of those that it had."""
        return self.without(name).adding(name, value)

    def adding(self, name: str, value: str) -> Address:
        """Return it with one more value of a parameter."""
        kept = tuple(each for each in self.query if each[0] not in _PLACE)
        return replace(self, query=(*kept, (name, value)))

    def without(self, name: str, value: str | None = None) -> Address:
        """Return it without a parameter, or without one of its values."""
        kept = tuple(
            each
            for each in self.query
            if each[0] not in _PLACE and not (each[0] == name and value in {None, each[1]})
        )
        return replace(self, query=kept)

    def replacing(self, name: str, value: str, by: str) -> Address:
        """Return it with one value of a parameter in the place of another."""
        pairs = ((name, by) if each == (name, value) else each for each in self.query)
        return replace(self, query=tuple(each for each in pairs if each[0] not in _PLACE))

    def clean(self) -> Address:
        """Return it without parameters that are empty: a form sends all of its controls."""
        kept = dict.fromkeys((name, value) for name, value in self.query if value.strip())
        return replace(self, query=tuple(kept))

    def only(self, names: Collection[str]) -> Address:
        """Return it with these parameters alone."""
        return replace(self, query=tuple(each for each in self.query if each[0] in names))

    def to(self, path: str, *query: tuple[str, str]) -> Address:
        """Return the address of another page, seen in the same way."""
        names = {name for name, _ in query}
        kept = (each for each in self.query if each[0] in CARRIED and each[0] not in names)
        return Address(path, (*query, *kept))

    def at(self, path: str) -> Address:
        """Return the address of another page with all that stands in this one's."""
        return replace(self, path=path)

    def as_file(self, suffix: str) -> Address:
        """Return the address of the same content in another form: `.csv`."""
        return replace(self, path=f"{self.path}.{suffix}")
