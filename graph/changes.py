"""What is done to the graph, as a value, and what became of it, as another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graph.records import Edge, EdgeId, Node

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from graph.identity import NodeId


@dataclass(frozen=True)
class ChangeSet:
    """Puts and removals that are applied together or not at all.

    Attributes:
        key: names the change; applied again it returns the first revision and does nothing.
        author: an identifier of who makes it; names stand in an erasable table of their own.
        reason: why.
        case: the case that it is made under, where there is one.
        puts: whole records; each replaces the one of its identity or is new.
        removes: identities of nodes and edges that are to go.
        confirms: edges that the author vouches for as they are, so that they are not suspect.
        expects: for nodes, the revision that the author saw (0: absent); another one refuses all.
    """

    key: str
    author: str
    reason: str
    case: str | None = None
    puts: tuple[Node | Edge, ...] = ()
    removes: tuple[NodeId | EdgeId, ...] = ()
    confirms: frozenset[EdgeId] = frozenset()
    expects: Mapping[NodeId, int] = field(default_factory=dict, hash=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes that are put."""
        return tuple(put for put in self.puts if isinstance(put, Node))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges that are put."""
        return tuple(put for put in self.puts if isinstance(put, Edge))

    @cached_property
    def removed_nodes(self) -> frozenset[NodeId]:
        """The nodes that go."""
        return frozenset(each for each in self.removes if isinstance(each, str))

    @cached_property
    def removed_edges(self) -> frozenset[EdgeId]:
        """The edges that go."""
        return frozenset(each for each in self.removes if isinstance(each, EdgeId))


@dataclass(frozen=True, slots=True)
class Revision:
    """One applied change.

    Attributes:
        number: 1 for the first; without holes.
        at: when, in UTC.
        key, author, reason, case: as in its ChangeSet.
    """

    number: int
    at: datetime
    key: str
    author: str
    reason: str
    case: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one revision did to one node or edge: before (None: new) and after (None: gone)."""

    revision: int
    before: Node | Edge | None
    after: Node | Edge | None


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change as it was once made, to be made again in an empty store.

    Attributes:
        at: when it was made, in UTC.
        change: what it did, and nothing else: only what it altered.
        idle_keys: keys of changes that altered nothing while its revision was the newest.
    """

    at: datetime
    change: ChangeSet
    idle_keys: tuple[str, ...] = ()
