"""Questions, as values: frozen, comparable, printable, and answered by `graph.answers`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.model import ALL_BASES, Basis, Direction, Mode
from graph.store import WALK_BOUND, Scope, Walk

if TYPE_CHECKING:
    from datetime import date

    from graph.identity import NodeId
    from graph.store import EdgeFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which nodes pass these filters; different filters must all hold, values of one any of them.

    Attributes:
        as_of: the day that the answer is for.
        kind: the kind of the results; None: any.
        serves: nodes that a result serves, each proved by its best chain.
        served_by: nodes that a result is served by, likewise.
        text: words that each start a word of a result's texts or identifier.
        fields: for a column, the values of which a result has any.
        edges: edges that a result has.
        mode: how far "serves" reaches.
        organisation: the namespace whose own nodes count beside the shared ones; None: all.
        basis: what an element may rest on to count, nodes and edges alike.
        after: the result to go on after, in order; None: begin.
        limit: how many results to show; None: all.
        bound: how many nodes a walk takes before it is cut.
    """

    as_of: date
    kind: str | None = None
    serves: frozenset[NodeId] = frozenset()
    served_by: frozenset[NodeId] = frozenset()
    text: str = ""
    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    edges: tuple[EdgeFilter, ...] = ()
    mode: Mode = Mode.LINKED
    organisation: str | None = None
    basis: frozenset[Basis] = ALL_BASES
    after: NodeId | None = None
    limit: int | None = None
    bound: int = WALK_BOUND

    @property
    def scope(self) -> Scope:
        """Which part of the graph counts."""
        return Scope(as_of=self.as_of, organisation=self.organisation, basis=self.basis)

    def walk(self, direction: Direction) -> Walk:
        """Return the walk down from what is served, or up from what it is served by."""
        return Walk(
            starts=self.serves if direction is Direction.DOWN else self.served_by,
            direction=direction,
            scope=self.scope,
            mode=self.mode,
            bound=self.bound,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything that a node serves (up), or that serves it (down), as a subgraph."""

    start: NodeId
    direction: Direction
    as_of: date
    mode: Mode = Mode.LINKED
    organisation: str | None = None
    basis: frozenset[Basis] = ALL_BASES
    bound: int = WALK_BOUND

    @property
    def walk(self) -> Walk:
        """The walk that answers it."""
        return Walk(
            starts=frozenset({self.start}),
            direction=self.direction,
            scope=Scope(as_of=self.as_of, organisation=self.organisation, basis=self.basis),
            mode=self.mode,
            bound=self.bound,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """One node, with its neighbours in words in both directions."""

    node: NodeId
    as_of: date
    organisation: str | None = None
    basis: frozenset[Basis] = ALL_BASES
    limit: int | None = None

    @property
    def scope(self) -> Scope:
        """Which part of the graph counts."""
        return Scope(as_of=self.as_of, organisation=self.organisation, basis=self.basis)


MOST_ITEMS: Final = 250
"""How many items a picture shows at once, unless its question says otherwise."""

OVERVIEW_ITEMS: Final = 120
"""How many items a picture of everything begins with: so many that can be read on one sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedThread:
    """The red thread as a picture in columns, with the thread through some nodes before the rest.

    Attributes:
        as_of: the day that it is for.
        focus: the nodes whose thread is chosen; none: all is shown alike.  One on the thread
            chooses what it serves and what serves it.  One beside it, such as a service area,
            chooses what it or those that act for it are joined to, and what that serves.
        alone: whether only the chosen thread is shown, and the rest counted.
        beside: kinds off the thread that get a column each.
        expand: columns and groups, by key, whose elements are shown one by one.
        fold: columns, by key, whose elements are gathered in groups.
        mode, organisation, basis: as in the other questions.
        most: how many items to show at most; columns are folded, and then cut, to keep within it.
    """

    as_of: date
    focus: frozenset[NodeId] = frozenset()
    alone: bool = False
    beside: frozenset[str] = frozenset()
    expand: frozenset[str] = frozenset()
    fold: frozenset[str] = frozenset()
    mode: Mode = Mode.LINKED
    organisation: str | None = None
    basis: frozenset[Basis] = ALL_BASES
    most: int = MOST_ITEMS

    @property
    def scope(self) -> Scope:
        """Which part of the graph counts."""
        return Scope(as_of=self.as_of, organisation=self.organisation, basis=self.basis)
