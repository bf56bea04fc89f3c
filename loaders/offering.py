"""Packaged sets against a graph: which of them it does not hold as they are packaged, and why.

Nothing here changes the graph: what is found is told, and somebody decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.records import Node
from loaders.editions import dropped
from loaders.load import packaged_sheets
from loaders.packaged import digest, loaded_sets, packaged
from loaders.planning import Purpose, plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from graph.identity import NodeId
    from graph.problems import Problem
    from graph.records import Edge, EdgeId
    from graph.store import GraphStore, View
    from loaders.entries import Sheet
    from loaders.planning import Plan


@dataclass(frozen=True, slots=True)
class Offer:
    """A packaged set that a graph does not hold as it is packaged.

    Attributes:
        name: the set.
        since: the last revision that took it in; None: none did.
        newer: whether what is packaged is another edition than that one; otherwise the graph was
            changed after it.
        added, changed, removed: how many nodes and edges loading it would add, change and remove.
        overwritten: how many of those were changed in the graph after `since`.
        absent: whether nothing of what is packaged is stored.
        dropped: what earlier editions brought, and the packaged one does not hold; a load leaves
            it, unless it is told to remove what is dropped.
        problems: why it cannot be loaded as the graph is now.
    """

    name: str
    since: int | None
    newer: bool
    added: int = 0
    changed: int = 0
    removed: int = 0
    overwritten: int = 0
    absent: bool = False
    dropped: tuple[NodeId | EdgeId, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the graph holds anything of the set otherwise than it is packaged."""
        return bool(self.loadable or self.dropped or self.problems)

    @property
    def loadable(self) -> bool:
        """Whether loading the set changes anything, and can be done."""
        return not self.problems and bool(self.added or self.changed or self.removed)


def news(store: GraphStore) -> list[Offer]:
    """Return the sets of which the graph never took in the edition that is packaged.

    Those that it did take in are not read, so that a start costs little where nothing is new; but
    of a graph that holds nothing any more, all are told.
    """
    known = {name: edition for name, (_, edition) in loaded_sets(store.revisions()).items()}
    sets = packaged()
    with store.read() as view:
        empty = not any(True for _ in view.ids())
    return offers(store, [name for name in sets if empty or known.get(name) != digest(sets[name])])


def offers(store: GraphStore, names: Collection[str] | None = None) -> list[Offer]:
    """Return which of some packaged sets, or of all, loading would change the graph.

    They are planned together, since one may refer to another that is not there either.
    """
    folders = {name: path for name, path in packaged().items() if names is None or name in names}
    if not folders:
        return []
    known = loaded_sets(store.revisions())
    sheets = packaged_sheets(store.model)
    with store.read() as view:
        wanted = [sheet for name in folders for sheet in sheets[name]]
        made = plan(view, wanted, Purpose(author="nobody", reason="compare"))
        left = dropped(store, view, sheets)
        found = [
            _offer(view, name, known.get(name), _Part.of(sheets[name], made, left.get(name, ())))
            for name in folders
        ]
    return [each for each in found if each.differs]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a plan for several sets does for one of them."""

    nodes: frozenset[NodeId]
    puts: tuple[Node | Edge, ...]
    goes: tuple[NodeId | EdgeId, ...]
    dropped: tuple[NodeId | EdgeId, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, sheets: Sequence[Sheet], made: Plan, left: Collection[NodeId | EdgeId]) -> _Part:
        """Return the part of the set that has some sheets, and of which something is left."""
        files = {sheet.name for sheet in sheets}
        ids = frozenset(entry.id for sheet in sheets for entry in sheet.nodes)
        return cls(
            ids,
            tuple(put for put in made.change.puts if put.origin and put.origin.file in files),
            tuple(gone for gone in made.goes if _holder(gone) in ids),
            tuple(each for each in left if each not in made.goes),
            tuple(
                each for each in made.problems if each.origin is None or each.origin.file in files
            ),
        )


def _holder(gone: NodeId | EdgeId) -> NodeId:
    """Return the node that goes, or that an edge which goes belongs to."""
    return gone if isinstance(gone, str) else gone.from_id


def _offer(view: View, name: str, known: tuple[int, str] | None, part: _Part) -> Offer:
    since = known[0] if known else None
    revisions = list(_stored_revisions(view, part.puts))
    return Offer(
        name=name,
        since=since,
        newer=known is None or known[1] != digest(packaged()[name]),
        added=len(part.puts) - len(revisions),
        changed=len(revisions),
        removed=len(part.goes),
        overwritten=sum(number > since for number in revisions) if since is not None else 0,
        absent=not view.nodes(part.nodes),
        dropped=part.dropped,
        problems=part.problems,
    )


def _stored_revisions(view: View, puts: Collection[Node | Edge]) -> Iterator[int]:
    """Yield the revision that last changed each stored record that something is put over."""
    nodes = view.nodes([put.id for put in puts if isinstance(put, Node)])
    yield from (node.revision for node in nodes.values())
    edges = view.edge_records([put.id for put in puts if not isinstance(put, Node)])
    yield from (edge.revision for edge in edges.values())
