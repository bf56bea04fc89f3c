"""Nodes and edges: whole as records, and as the keys that walks and lists are made of.

Records are frozen values.  A node's or edge's fields are a read-only mapping from column to value;
a field that has no value is absent.  The Python type of a value follows from its field's type:
text and one-of `str`, whole `int`, decimal `Decimal`, yes/no `bool`, date `date`, several values a
`tuple`, a sub-table a `tuple` of such mappings.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graph.identity import NodeId, namespace_of, order_key, search_string
from graph.model import LANGUAGES, Basis, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

Scalar: TypeAlias = str | int | Decimal | bool | date
Value: TypeAlias = "Scalar | tuple[Scalar | Mapping[str, Scalar], ...]"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read: a file, and where in it, as far as that is known.

    A sheet has rows and columns; a file that is no sheet has lines.
    """

    file: str
    row: int | None = None
    column: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Return the place as a person says it: `measures.csv, row 3, column advances`."""
        return self.words.en

    @property
    def words(self) -> Words:
        """The place as a person says it."""
        parts = [
            Words(f", {nb} {place}", f", {en} {place}")
            for nb, en, place in (
                ("rad", "row", self.row),
                ("linje", "line", self.line),
                ("kolonne", "column", self.column),
            )
            if place is not None
        ]
        nb, en = ("".join(each[language] for each in parts) for language in ("nb", "en"))
        return Words(f"{self.file}{nb}", f"{self.file}{en}")

    def at(self, column: str) -> Origin:
        """Return the same place, in a column."""
        return replace(self, column=column)


class EdgeId(NamedTuple):
    """What makes an edge one and the same: kind, ends and key (empty unless its kind has one)."""

    kind: str
    from_id: NodeId
    to_id: NodeId
    key: str = ""


class NodeKey(NamedTuple):
    """A node as walks and lists see it."""

    id: NodeId
    kind: str
    basis: Basis


class EdgeKey(NamedTuple):
    """An edge as walks and lists see it; suspect when a text of either end changed later."""

    kind: str
    from_id: NodeId
    to_id: NodeId
    key: str
    basis: Basis
    suspect: bool

    @property
    def id(self) -> EdgeId:
        """The edge's identity."""
        return EdgeId(self.kind, self.from_id, self.to_id, self.key)


@dataclass(frozen=True)
class _Record:
    """What nodes and edges have in common: fields, and where they were read."""

    values: Mapping[str, Value]

    def __post_init__(self) -> None:
        """Make the fields read-only."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def basis(self) -> Basis:
        """What it rests on; inferred from nothing: a checked record always has one."""
        return Basis(str(self.values["basis"]))

    @property
    def source(self) -> str:
        """Where it is written."""
        return str(self.values["source"])

    @property
    def valid_from(self) -> date | None:
        """The first day on which it is in force; None when it has no beginning."""
        return _day(self.values.get("valid_from"))

    @property
    def valid_to(self) -> date | None:
        """The first day on which it is no longer in force; None when it has no end."""
        return _day(self.values.get("valid_to"))


def _day(value: object) -> date | None:
    # A datetime is a date to Python but no value of a field: it is a problem, and never compared.
    return value if type(value) is date else None


@dataclass(frozen=True)
class Node(_Record):
    """A whole node.

    Attributes:
        id: its identifier.
        kind: the name of its kind.
        values: its fields by column; `title` is `title`, `title_en`, `title_nn`.
        origin: where it was read; not part of what it is.
        revision: the revision that last changed it; 0 when it was not read from a store.
        text_revision: the revision that last changed one of its texts.
    """

    id: NodeId
    kind: str
    values: Mapping[str, Value] = field(hash=False)
    origin: Origin | None = field(default=None, compare=False)
    revision: int = field(default=0, compare=False)
    text_revision: int = field(default=0, compare=False)

    @property
    def key(self) -> NodeKey:
        """The node as walks and lists see it."""
        return NodeKey(self.id, self.kind, self.basis)

    @property
    def namespace(self) -> str:
        """The organisation, or shared namespace, that it belongs to."""
        return namespace_of(self.id)

    @property
    def title(self) -> str:
        """Its title in bokmål."""
        return str(self.values["title"])

    def text(self, name: str, language: str) -> tuple[str, str] | None:
        """Return a text field in a language, or else in bokmål, with the language it is in."""
        for each in (language, LANGUAGES[0]):
            value = self.values.get(name if each == LANGUAGES[0] else f"{name}_{each}")
            if value is not None:
                return str(value), each
        return None

    @property
    def complete(self) -> frozenset[str]:
        """The edge kinds whose edges at this node are all known, with direction: `OF:in`."""
        value = self.values.get("complete", ())
        return frozenset(str(each) for each in value) if isinstance(value, tuple) else frozenset()

    @cached_property
    def search(self) -> str:
        """The string in which text is looked up: identifier, titles and descriptions."""
        names = [
            name if language == LANGUAGES[0] else f"{name}_{language}"
            for name in ("title", "description")
            for language in LANGUAGES
        ]
        texts = (str(self.values[name]) for name in names if name in self.values)
        return search_string((self.id.partition(":")[2], *texts))


@dataclass(frozen=True)
class Edge(_Record):
    """A whole edge.

    Attributes:
        kind: the name of its kind.
        from_id: the concrete end.
        to_id: the end that it serves or belongs to.
        key: what tells it from other edges of its kind between the same nodes; mostly empty.
        values: its fields by column.
        origin: where it was read; not part of what it is.
        revision: the revision that last changed it; 0 when it was not read from a store.
        confirmed_revision: the revision in which somebody last vouched for it.
        suspect: whether a text of either end changed after that.
    """

    kind: str
    from_id: NodeId
    to_id: NodeId
    values: Mapping[str, Value] = field(hash=False)
    key: str = ""
    origin: Origin | None = field(default=None, compare=False)
    revision: int = field(default=0, compare=False)
    confirmed_revision: int = field(default=0, compare=False)
    suspect: bool = field(default=False, compare=False)

    @property
    def id(self) -> EdgeId:
        """The edge's identity."""
        return EdgeId(self.kind, self.from_id, self.to_id, self.key)

    @property
    def edge_key(self) -> EdgeKey:
        """The edge as walks and lists see it."""
        return EdgeKey(self.kind, self.from_id, self.to_id, self.key, self.basis, self.suspect)


def edge_order(edge: EdgeId | EdgeKey) -> tuple[str, str, str, str]:
    """Return what edges are sorted by: from, kind, to and key."""
    return order_key(edge.from_id), edge.kind, order_key(edge.to_id), edge.key


def in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Tell whether something is in force on a day: from its first day, until before its last."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)
