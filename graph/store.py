"""The store: what every engine must offer, in our words and never a database's.

`GraphStore` keeps revisions of one graph; `View` reads one of them.  `tests/spec` says how each
engine must behave.  A view answers in keys; records are fetched only for what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from graph.model import ALL_BASES, Basis, Direction, Mode, Model

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from graph.changes import Change, ChangeSet, PastChange, Revision
    from graph.identity import NodeId
    from graph.records import Edge, EdgeId, EdgeKey, Node, NodeKey, Value

WALK_BOUND = 20_000
"""How many nodes a walk takes before it is cut, unless it says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which part of the graph counts: an element outside it is not there for the question.

    Attributes:
        as_of: the day; a node counts while it is in force, an edge while it and both ends are.
        organisation: the namespace whose own nodes count beside the shared ones; None: all.
        basis: what an element may rest on.
    """

    as_of: date
    organisation: str | None = None
    basis: frozenset[Basis] = ALL_BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The closure of thread edges from some nodes, up or down.

    A start counts whatever its organisation is.  `bound` cuts by whole breadth-first levels, then
    within the level by order; the starts are the first level.
    """

    starts: frozenset[NodeId]
    direction: Direction
    scope: Scope
    mode: Mode = Mode.LINKED
    bound: int = WALK_BOUND


@dataclass(frozen=True, slots=True)
class Closure:
    """What a walk reached: nodes by identifier, and every edge in scope between them.

    In no particular order.  `truncated` tells whether the bound cut something off.
    """

    nodes: Mapping[NodeId, NodeKey]
    edges: Sequence[EdgeKey]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class EdgeFilter:
    """That a node has an edge: its kind, whether it goes out, and to or from any of some nodes."""

    kind: str
    outgoing: bool
    others: frozenset[NodeId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which nodes to find; every condition must hold.

    Attributes:
        scope: what counts.
        kinds: their kinds; None: any.
        text: words that each start a word of the node's texts or identifier.
        fields: for a column, the values of which it must have (one of) any.
        edges: edges that it must have, in scope.
        among: the only nodes to look at; None: all.
        after: the node to go on after, in order.
        limit: how many to return at most; None: all.
    """

    scope: Scope
    kinds: frozenset[str] | None = None
    text: str = ""
    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    edges: tuple[EdgeFilter, ...] = ()
    among: frozenset[NodeId] | None = None
    after: NodeId | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, in order, and how many there are in all."""

    keys: tuple[NodeKey, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeSearch:
    """Which edges of some nodes to list; every condition must hold.

    Attributes:
        nodes: the nodes; None: any.
        outgoing: whether they are the `from` end; None: either.
        scope: what counts; None: everything stored, whatever its date.
        kinds: the edges' kinds; None: any.
        fields: for a column, the values of which it must have any.
        to_namespaces: the namespaces, any of which their `to` ends must be in; None: any.
        limit: how many at most; None: all.
    """

    nodes: frozenset[NodeId] | None
    outgoing: bool | None
    scope: Scope | None
    kinds: frozenset[str] | None = None
    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    to_namespaces: frozenset[str] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All nodes of some kinds with some of their fields, and the edges of some kinds between them.

    Attributes:
        scope: what counts.
        kinds: the nodes' kinds.
        fields: the columns that are wanted.
        edge_kinds: the edges' kinds.
        among: the only nodes to look at; None: all.
    """

    scope: Scope
    kinds: frozenset[str]
    fields: tuple[str, ...] = ()
    edge_kinds: frozenset[str] = frozenset()
    among: frozenset[NodeId] | None = None


@dataclass(frozen=True, slots=True)
class SectionKeys:
    """A section: its nodes in order with the fields asked for, and its edges."""

    nodes: Mapping[NodeKey, Mapping[str, Value]]
    edges: tuple[EdgeKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSearch:
    """Which changes to list; every condition must hold.

    Attributes:
        since: only those of revisions after it.
        until: only those of revisions up to it, itself included; None: up to the newest.
        node: only those of this node and of edges that it is an end of; None: of all.
        skip: how many of them to pass over.
        limit: how many at most; None: all.
    """

    since: int = 0
    until: int | None = None
    node: NodeId | None = None
    skip: int = 0
    limit: int | None = None


class View(Protocol):
    """One revision of the graph, whatever is written meanwhile."""

    @property
    def model(self) -> Model:
        """The table of kinds that the graph follows."""

    @property
    def revision(self) -> int:
        """The number of the revision that is read; 0 before the first."""

    def nodes(self, ids: Collection[NodeId]) -> Mapping[NodeId, Node]:
        """Return the records of those of the nodes that exist, whatever their date."""

    def edge_records(self, ids: Collection[EdgeId]) -> Mapping[EdgeId, Edge]:
        """Return the records of those of the edges that exist, whatever their date."""

    def find(self, search: Search) -> Found:
        """Return the nodes that a search finds, in order."""

    def edges(self, search: EdgeSearch) -> tuple[EdgeKey, ...]:
        """Return the edges that a search finds, in the order of (from, kind, to, key)."""

    def trace(self, walk: Walk) -> Closure:
        """Return what a walk reaches."""

    def section(self, section: Section) -> SectionKeys:
        """Return a section."""

    def ids(self, namespace: str | None = None) -> Iterable[NodeId]:
        """Return all identifiers, or those of a namespace, to name the nearest in a message."""


class GraphStore(Protocol):
    """A graph with its history."""

    @property
    def model(self) -> Model:
        """The table of kinds that the graph follows."""

    def read(self) -> AbstractContextManager[View]:
        """Return a view of the newest revision, to be used in a `with` block."""

    def apply(self, change: ChangeSet) -> Revision:
        """Apply a change, all or nothing, and return its revision.

        A change that alters nothing returns the newest revision and writes none.  Raises Refused
        with every problem, and StoreUnavailable when the store cannot be written now.
        """

    def fill(self, history: Iterable[PastChange]) -> int:
        """Make the changes of a whole history in an empty store; return the newest revision.

        Each becomes a revision, at its own time, also where it alters nothing; its idle keys lead
        to it.  Each is checked as `apply` checks it, but all of them are there or none: whoever
        reads or applies meanwhile is told StoreUnavailable, and what a problem, an error of
        `history` itself or a lost process has left half done is gone when the store is used again.
        An engine may take as many transactions as it likes, and holds no more than one change in
        memory.  Raises Refused, also when the store is not empty.
        """

    def idle_keys(self) -> Mapping[str, int]:
        """Return the keys that altered nothing when they were applied, with their revision."""

    def revisions(self, since: int = 0, *, limit: int | None = None) -> Sequence[Revision]:
        """Return the revisions after `since`, the first one first; at most `limit` of them."""

    def changes(self, since: int = 0) -> Iterator[Change]:
        """Yield what each revision after `since` did, in order."""

    def find_changes(self, search: ChangeSearch) -> Sequence[Change]:
        """Return the changes that a search finds, in the order of `changes`."""

    def authors(self) -> Mapping[str, str]:
        """Return the names of authors by their identifiers, as far as they are kept."""

    def name_author(self, author: str, name: str | None) -> None:
        """Keep a name for an author's identifier, or with None erase it."""

    def close(self) -> None:
        """Let go of everything that is held open."""
