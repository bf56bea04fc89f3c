"""What earlier editions of the packaged sets brought into a graph and these do not hold any more.

A sheet removes nothing, so a row that a new edition leaves out would stay for ever.  The history
tells what came with which edition; what somebody else brought is never taken for a set's.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from graph.history import identity_of
from graph.store import EdgeSearch
from loaders.merging import draft_of
from loaders.packaged import digest, editions_in, packaged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import TypeAlias

    from graph.identity import NodeId
    from graph.records import EdgeId
    from graph.store import GraphStore, View
    from loaders.entries import Sheet

    Identity: TypeAlias = NodeId | EdgeId


def dropped(
    store: GraphStore, view: View, sheets: Mapping[str, Collection[Sheet]]
) -> Mapping[str, list[Identity]]:
    """Return, for each packaged set, what of its earlier editions is stored and packaged no more.

    `sheets` are those of every packaged set, by name.  Of several sets that one revision took in,
    the one whose identifiers are most alike is the one that dropped it.
    """
    brought = _brought(store)
    if not brought:
        return {}
    held = draft_of(view, [sheet for those in sheets.values() for sheet in those])
    names = {
        name: [node.id for each in those for node in each.nodes] for name, those in sheets.items()
    }
    found: dict[str, list[Identity]] = {}
    for identity, sets in brought.items():
        if identity not in held.nodes and identity not in held.edges:
            found.setdefault(_likest(identity, sets, names), []).append(identity)
    return found


def with_their_edges(view: View, identities: Collection[Identity]) -> Iterator[Identity]:
    """Yield what is to go, and every edge that would be left with an end nowhere."""
    yield from identities
    nodes = frozenset(each for each in identities if isinstance(each, str))
    if nodes:
        search = EdgeSearch(nodes=nodes, outgoing=None, scope=None)
        yield from (key.id for key in view.edges(search))


def _brought(store: GraphStore) -> dict[Identity, tuple[str, ...]]:
    """Return what is stored and came with another edition than the packaged: of which sets.

    A revision that also took in other files tells of none, since those may be anybody's.
    """
    now = {name: digest(folder) for name, folder in packaged().items()}
    older = {
        revision.number: tuple(
            name
            for name, edition in editions_in(revision.key, alone=True).items()
            if name in now and edition != now[name]
        )
        for revision in store.revisions()
    }
    found: dict[Identity, tuple[str, ...]] = {}
    if not any(older.values()):
        return found
    for number, changes in groupby(store.changes(), attrgetter("revision")):
        for change in changes:
            identity = identity_of(change)
            if change.after is None:
                found.pop(identity, None)
            elif change.before is None and older[number]:
                found[identity] = older[number]
    return found


def _likest(
    identity: Identity, sets: Collection[str], names: Mapping[str, Collection[NodeId]]
) -> str:
    """Return the set that holds the identifier most like one, of several the first."""
    node_id = identity if isinstance(identity, str) else identity.from_id

    def likeness(name: str) -> int:
        return max((_alike(node_id, each) for each in names.get(name, ())), default=0)

    return max(sets, key=likeness)


def _alike(one: NodeId, other: NodeId) -> int:
    """Return with how many characters both begin."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
