"""What a load did, or would do, and how its change is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.history import in_parts as parts_of
from graph.model import Words
from graph.problems import MEND_FIRST, Problem, spaced
from graph.records import Origin

if TYPE_CHECKING:
    from graph.changes import ChangeSet
    from graph.identity import NodeId
    from graph.records import EdgeId
    from graph.store import GraphStore
    from loaders.planning import Count


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read, and what stands between its cells."""

    name: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did, or would do.

    Attributes:
        files: what was read, in order.
        counts: what it did to nodes and edges, by kind.
        goes: what it removed.
        shared: the nodes of no organisation, stored before, that it changed, or whose edges it did.
        revision: the number of the revision after it; None where nothing was to be written.
    """

    files: tuple[FileRead, ...]
    counts: tuple[Count, ...]
    goes: tuple[NodeId | EdgeId, ...]
    shared: tuple[NodeId, ...]
    revision: int | None

    @property
    def changes(self) -> int:
        """How many nodes and edges it added, changed and removed."""
        return sum(count.added + count.changed + count.removed for count in self.counts)


def applied(store: GraphStore, change: ChangeSet, revision: int, *, in_parts: bool) -> int:
    """Make a change, and return the number of the revision after it; `revision` is the one before.

    A first load that is made in parts may be of any size.
    """
    if not change.puts and not change.removes:
        return revision
    if in_parts:
        return store.fill(parts_of(change, datetime.now(UTC)))
    return store.apply(change).number


def more_problems(file: str, count: int, *, at_least: bool = False) -> Problem:
    """Return that a file has more problems than are told."""
    least = Words("minst ", "at least ") if at_least else Words("", "")
    return Problem(
        "more-problems",
        Words(
            f"Filen har {least.nb}{spaced(count)} problemer til.",
            f"The file has {least.en}{count:,} more problems.",
        ),
        MEND_FIRST,
        Origin(file),
    )
