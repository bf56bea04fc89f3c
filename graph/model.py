"""The shape of the table of kinds: what may be said of a field, a node kind and an edge kind.

The rows stand in `graph/kinds.py`.  A `Model` is a whole table; it checks itself when it is made,
so that a row which does not fit the others is found at once and not by an analyst.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from graph.errors import GoalGraphError
from graph.identity import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LANGUAGES: Final = ("nb", "en", "nn")
"""Languages of text fields; the first is required and is what the others fall back to."""


class Basis(StrEnum):
    """What a statement rests on (design.md 2.4)."""

    DOCUMENTED = "documented"
    INFERRED = "inferred"
    ILLUSTRATIVE = "illustrative"

    # Enum's own is written in Python and took a third of a walk's time; a member is its text.
    __hash__ = str.__hash__


ALL_BASES: Final = frozenset(Basis)


class Mode(IntEnum):
    """How far "serves" reaches; each mode includes the ones before it (design.md 2.3)."""

    STRICT = 0
    LINKED = 1
    BROAD = 2

    @property
    def word(self) -> str:
        """The mode's name in questions, answers and files."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Mode:
        """Return the mode of that name; raises KeyError for any other word."""
        return cls[word.upper()]


class Direction(StrEnum):
    """Which way an edge is followed."""

    UP = "up"
    DOWN = "down"


class Listing(Enum):
    """Where a list of edges must be known whole before an answer that goes down is complete."""

    EVERYWHERE = "everywhere"
    """At every node of the organisation: what is missing from one could stand under any goal."""
    ON_THE_WAY = "on the way"
    """At the nodes that the walk passes."""


class FieldType(Enum):
    """What a field may hold, and what it is called in messages."""

    TEXT = "text"
    URL = "web address"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    YES_NO = "yes or no"
    DATE = "date"
    ONE_OF = "one of a list of words"
    ROWS = "rows of a sub-table"


@dataclass(frozen=True, slots=True)
class Words:
    """One word or phrase of the interface in bokmål and English."""

    nb: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Return the words in a language; nynorsk falls back to bokmål."""
        return self.en if language == "en" else self.nb


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind.

    Attributes:
        name: its name in files, JSON and properties.
        type: what it holds.
        label: what a person reads.
        help: one sentence of what it is for, with its unit.
        required: whether a record without it is refused.
        many: whether it holds several values, separated by space in files.
        localised: whether it has a column per language (`title`, `title_en`, `title_nn`).
        options: the words that a ONE_OF may hold, with their labels.
        bounds: the least and the greatest number allowed, or None.
        pattern: a regular expression that a text must match whole, or None.
        longest: the most characters of a text; None: as many as any text may have.
        rows: the fields of a sub-table's rows.
        technical: whether it is for programs, and says nothing to who reads about the node.
    """

    name: str
    type: FieldType
    label: Words
    help: Words
    required: bool = False
    many: bool = False
    localised: bool = False
    options: Mapping[str, Words] = field(default_factory=dict, hash=False)
    bounds: tuple[int, int] | None = None
    pattern: str | None = None
    longest: int | None = None
    rows: tuple[Field, ...] = ()
    technical: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold it in a file: one, or one per language."""
        if not self.localised:
            return (self.name,)
        return (self.name, *(f"{self.name}_{language}" for language in LANGUAGES[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeKind:
    """One kind of node.

    Attributes:
        name: its name in code, JSON and as a label in Neo4j.
        one, many, the: its name as a noun: indefinite singular and plural, definite singular.
        plural: names its route, command and sheet.
        help: what it is, in one sentence.
        colour: its colour in pictures and legends, `#rrggbb`.
        id_example: an identifier that messages hold up as a pattern.
        level: its place in the red thread, 0 at the bottom; None when it is not on the thread.
        namespace: the shared namespace that all its nodes are in; None: an organisation's own.
        fields: its fields beyond those that all nodes have.
        code: the words before its code where it is called by code ("SDG target 11.6"); None where
            it is called by its title.
        heading: the edge kind to the heading that it stands under, which a broad question looks at.
        owner: whether its nodes are the organisations that namespaces belong to.
        words: the sub-table in which such a node says what it calls kinds; None: it cannot.
        heads: whether it stands as a heading in one column with the kind a level below it.
    """

    name: str
    one: Words
    many: Words
    the: Words
    plural: str
    help: Words
    colour: str
    id_example: str
    level: int | None = None
    namespace: str | None = None
    fields: tuple[Field, ...] = ()
    code: Words | None = None
    heading: str | None = None
    owner: bool = False
    words: str | None = None
    heads: bool = False

    @property
    def sub_tables(self) -> tuple[Field, ...]:
        """Its fields that hold rows; each has a sheet of its own."""
        return tuple(each for each in self.fields if each.type is FieldType.ROWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeKind:
    """One kind of edge, from the concrete to what it serves or belongs to.

    Attributes:
        name: its name in code, JSON and as a relationship type in Neo4j.
        up: its reading from the `from` end, as a verb: "carries out".
        down: its reading from the `to` end: "is carried out by".
        reverse: the name of the filter that asks from the `to` end.
        help: what it says, in one sentence.
        ends: the pairs of kinds that it may join.
        same_kind: whether it may also join any two nodes of one kind.
        mode: the narrowest mode that follows it; None when it is not a thread edge.
        fields: its fields beyond those that all edges have.
        key: what its key tells apart; None when two nodes have at most one such edge.
        crosses: whether it may end in another organisation.
        single: whether a node has at most one of them going out.
        acyclic: whether following it must never lead back.
        told_with: the field of its lower end that is said in brackets after it.
        listing: where its lists must be known whole, when it leads down to what is asked for.
        lead: the field and its value that make its `from` end the lead of its `to` end.
        chosen_by: the field and its value without which it puts nothing on its `from` end's thread.
        succeeds: whether its `from` end came in the place of its `to` end.
        acts_for: whether what its `from` end does, its `to` end does too: a unit, its service area.
    """

    name: str
    up: Words
    down: Words
    reverse: str
    help: Words
    ends: tuple[tuple[str, str], ...] = ()
    same_kind: bool = False
    mode: Mode | None = None
    fields: tuple[Field, ...] = ()
    key: Words | None = None
    crosses: bool = False
    single: bool = False
    acyclic: bool = False
    told_with: str | None = None
    listing: Listing | None = None
    lead: tuple[str, str] | None = None
    chosen_by: tuple[str, str] | None = None
    succeeds: bool = False
    acts_for: bool = False

    @property
    def column(self) -> str:
        """The column of a sheet, and the filter, that hold its `to` ends."""
        return self.name.lower()


MODES: Final = {
    Mode.STRICT: Words("streng", "strict"),
    Mode.LINKED: Words("koblet", "linked"),
    Mode.BROAD: Words("vid", "broad"),
}
"""What the modes are called in the interface; their names in questions are the English ones."""


class FlawedModel(GoalGraphError):  # noqa: N818 - says what is wrong with the table
    """The table of kinds contradicts itself; the message lists how."""


@dataclass(frozen=True)
class Model:
    """A whole table of kinds, which checks itself when it is made.

    Raises FlawedModel when a row does not fit: an end that does not exist, a thread edge that does
    not climb, a name used twice.
    """

    nodes: tuple[NodeKind, ...]
    edges: tuple[EdgeKind, ...]
    common: tuple[Field, ...]
    """Fields that every node has."""
    common_edge: tuple[Field, ...]
    """Fields that every edge has."""

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        flaws = list(_flaws(self))
        if flaws:
            raise FlawedModel("\n".join(flaws))

    @cached_property
    def node_kinds(self) -> Mapping[str, NodeKind]:
        """The node kinds by name."""
        return {kind.name: kind for kind in self.nodes}

    @cached_property
    def edge_kinds(self) -> Mapping[str, EdgeKind]:
        """The edge kinds by name."""
        return {kind.name: kind for kind in self.edges}

    @cached_property
    def by_plural(self) -> Mapping[str, NodeKind]:
        """The node kinds by the name of their route, command and sheet."""
        return {kind.plural: kind for kind in self.nodes}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The namespaces that belong to no organisation."""
        return frozenset(kind.namespace for kind in self.nodes if kind.namespace is not None)

    @cached_property
    def _ends(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        same = tuple((kind.name, kind.name) for kind in self.nodes)
        return {
            kind.name: frozenset(kind.ends + (same if kind.same_kind else ()))
            for kind in self.edges
        }

    def ends(self, edge_kind: str) -> frozenset[tuple[str, str]]:
        """Return the pairs (from kind, to kind) that an edge kind may join."""
        return self._ends[edge_kind]

    def leaving(self, node_kind: str) -> tuple[EdgeKind, ...]:
        """Return the edge kinds that may go out of a node of that kind."""
        return tuple(
            kind for kind in self.edges if any(low == node_kind for low, _ in self.ends(kind.name))
        )

    def entering(self, node_kind: str) -> tuple[EdgeKind, ...]:
        """Return the edge kinds that may come into a node of that kind."""
        return tuple(
            kind
            for kind in self.edges
            if any(high == node_kind for _, high in self.ends(kind.name))
        )

    def lower_kinds(self, edge_kind: str, to_kind: str) -> tuple[NodeKind, ...]:
        """Return the kinds from which an edge of that kind may come into a node of `to_kind`."""
        lower = {low for low, high in self.ends(edge_kind) if high == to_kind}
        return tuple(kind for kind in self.nodes if kind.name in lower)

    @cached_property
    def thread(self) -> tuple[EdgeKind, ...]:
        """The edge kinds that carry "serves"."""
        return tuple(kind for kind in self.edges if kind.mode is not None)

    @cached_property
    def thread_columns(self) -> tuple[tuple[NodeKind, ...], ...]:
        """The kinds of the thread as columns of a picture, the highest level first.

        A kind that heads stands in one column with the kind below it, before it.
        """
        kinds = sorted(
            (kind for kind in self.nodes if kind.level is not None),
            key=lambda kind: -(kind.level or 0),
        )
        columns: list[tuple[NodeKind, ...]] = []
        for kind in kinds:
            if columns and columns[-1][-1].heads:
                columns[-1] = (*columns[-1], kind)
            else:
                columns.append((kind,))
        return tuple(columns)

    @cached_property
    def successions(self) -> frozenset[str]:
        """The edge kinds from a node to the one that it came in the place of."""
        return frozenset(kind.name for kind in self.edges if kind.succeeds)

    @cached_property
    def flat_edges(self) -> frozenset[str]:
        """The thread edge kinds that stay level: from a part to its whole."""
        levels = {kind.name: kind.level for kind in self.nodes}
        return frozenset(
            edge.name
            for edge in self.thread
            if any(levels[low] == levels[high] for low, high in self.ends(edge.name))
        )

    @cached_property
    def flat_kinds(self) -> frozenset[str]:
        """The node kinds that such an edge may join."""
        return frozenset(
            end for edge in self.flat_edges for ends in self.ends(edge) for end in ends
        )

    @cached_property
    def _beneath(self) -> Mapping[str, frozenset[str]]:
        """For each kind the kinds that may serve it, itself included."""
        beneath = {kind.name: {kind.name} for kind in self.nodes}
        grew = True
        while grew:
            grew = False
            for edge in self.thread:
                for low, high in self.ends(edge.name):
                    before = len(beneath[high])
                    beneath[high] |= beneath[low]
                    grew = grew or len(beneath[high]) > before
        return {kind: frozenset(kinds) for kind, kinds in beneath.items()}

    def may_serve(self, low: str, high: str) -> bool:
        """Tell whether a node of kind `low` may serve one of kind `high`, or is of that kind."""
        return low in self._beneath[high]

    def can_serve(self, low: str, high: str) -> bool:
        """Tell whether a chain of thread edges may lead from a node of a kind to one of another."""
        return any(
            self.may_serve(low, lower) and self.may_serve(upper, high)
            for edge in self.thread
            for lower, upper in self.ends(edge.name)
        )

    def fields_of(self, kind: NodeKind | EdgeKind) -> tuple[Field, ...]:
        """Return all fields of a kind, the common ones first."""
        common = self.common if isinstance(kind, NodeKind) else self.common_edge
        return common + kind.fields

    @property
    def _kinds(self) -> tuple[NodeKind | EdgeKind, ...]:
        return (*self.nodes, *self.edges)

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, Field]]:
        """For each node and edge kind by name, its columns and the fields they belong to."""
        return {
            kind.name: {column: each for each in self.fields_of(kind) for column in each.columns}
            for kind in self._kinds
        }


def _flaws(model: Model) -> Iterator[str]:
    """Yield each contradiction in the table as a sentence."""
    yield from _name_flaws(model)
    kinds = {kind.name: kind for kind in model.nodes}
    for kind in model.nodes:
        yield from _node_kind_flaws(model, kind)
    for edge in model.edges:
        if not edge.ends and not edge.same_kind:
            yield f"{edge.name} joins no kinds."
        missing = sorted({end for pair in edge.ends for end in pair} - kinds.keys())
        if missing:
            yield f"{edge.name} ends in unknown kinds: {', '.join(missing)}."
        else:
            yield from _climb_flaws(edge, kinds)
        yield from _field_flaws(edge.name, model.common_edge + edge.fields)
        if edge.told_with is not None:
            for low, _ in edge.ends:
                if all(each.name != edge.told_with for each in kinds[low].fields):
                    yield f"{edge.name} is told with {edge.told_with}, which {low} does not have."


def _name_flaws(model: Model) -> Iterator[str]:
    """Yield the names that stand for two things."""
    edge_names = [name for edge in model.edges for name in (edge.column, edge.reverse)]
    for what, names in (
        ("Node kind", [kind.name for kind in model.nodes]),
        ("Plural", [kind.plural for kind in model.nodes]),
        ("Edge kind or its reverse", edge_names),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{what} {name} stands twice."
    for kind in model.nodes:
        columns = {column for each in model.common + kind.fields for column in each.columns}
        for name in sorted(columns.intersection(edge_names)):
            yield f"{kind.name}.{name} is also the name of an edge kind."


def _node_kind_flaws(model: Model, kind: NodeKind) -> Iterator[str]:
    """Yield what is wrong with one row of the table of node kinds."""
    if not ID_PATTERN.fullmatch(kind.id_example):
        yield f"{kind.name}'s example {kind.id_example!r} is not an identifier."
    if kind.namespace is not None and not kind.id_example.startswith(f"{kind.namespace}:"):
        yield f"{kind.name}'s example {kind.id_example!r} is not in {kind.namespace}."
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", kind.colour):
        yield f"{kind.name}'s colour {kind.colour!r} is not of the form #rrggbb."
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", kind.plural):
        yield f"{kind.name}'s plural {kind.plural!r} cannot name a route."
    if kind.heading is not None and all(edge.name != kind.heading for edge in model.edges):
        yield f"{kind.name} stands under {kind.heading}, which is no edge kind."
    yield from _field_flaws(kind.name, model.common + kind.fields)


def _climb_flaws(edge: EdgeKind, kinds: Mapping[str, NodeKind]) -> Iterator[str]:
    """Yield the ends of a thread edge that do not lead upwards; level ends must be acyclic."""
    if edge.mode is None:
        return
    for low, high in edge.ends:
        below, above = kinds[low].level, kinds[high].level
        if below is None or above is None:
            yield f"{edge.name} is a thread edge, but {low} or {high} has no level."
        elif below > above:
            yield f"{edge.name} goes down from {low} to {high}."
        elif below == above and not edge.acyclic:
            yield f"{edge.name} stays level between {low} and {high} without being acyclic."


def _field_flaws(owner: str, fields: Iterable[Field]) -> Iterator[str]:
    """Yield what is wrong with the fields of one kind."""
    seen: set[str] = set()
    for each in fields:
        for column in each.columns:
            if column in seen:
                yield f"{owner}.{column} stands twice."
            seen.add(column)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", each.name):
            yield f"{owner}.{each.name} is not a name for a column."
        if (each.type is FieldType.ONE_OF) != bool(each.options):
            yield f"{owner}.{each.name}: a one-of, and only a one-of, has options."
        if (each.type is FieldType.ROWS) != bool(each.rows):
            yield f"{owner}.{each.name}: a sub-table, and only a sub-table, has rows."
        if each.localised and each.type is not FieldType.TEXT:
            yield f"{owner}.{each.name}: only a text has languages."
        yield from _field_flaws(f"{owner}.{each.name}", each.rows)
