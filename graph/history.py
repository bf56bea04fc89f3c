"""History read back as changes: all of it, to be made again elsewhere, or one revision undone."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from graph.changes import ChangeSet, PastChange
from graph.errors import Refused
from graph.problems import Problem
from graph.records import Edge, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.changes import Change
    from graph.identity import NodeId
    from graph.records import EdgeId
    from graph.store import GraphStore


def past_changes(store: GraphStore) -> Iterator[PastChange]:
    """Yield the whole history of a store up to the revision that is its newest now.

    `GraphStore.fill` makes the same graph of it, with the same history.  What is written meanwhile
    is left out.
    """
    revisions = store.revisions()
    idle: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in store.idle_keys().items():
        idle[number].append(key)
    changes = groupby(store.changes(), attrgetter("revision"))
    upcoming = next(changes, None)
    for revision in revisions:
        done: list[Change] = []
        # The first revision may have changed nothing, and then has no group of its own.
        if upcoming is not None and upcoming[0] == revision.number:
            done = list(upcoming[1])
            upcoming = next(changes, None)
        made = ChangeSet(
            key=revision.key,
            author=revision.author,
            reason=revision.reason,
            case=revision.case,
            puts=tuple(_puts(done)),
            removes=tuple(_identity(each) for each in done if each.after is None),
            confirms=frozenset(_confirms(done)),
        )
        yield PastChange(revision.at, made, tuple(sorted(idle[revision.number])))


def not_empty(revision: int) -> Problem:
    """Return the problem that a store which is to be filled holds something."""
    return Problem(
        "not-empty",
        f"The store holds a graph already, at revision {revision}; a history goes only into an "
        "empty one.",
        "Name a store that is not there yet, or load the data as a change, without its history.",
    )


def filling(history: Iterable[PastChange]) -> Iterator[PastChange]:
    """Yield the changes of a history; raises Refused when a key stands for two of them."""
    seen: set[str] = set()
    for past in history:
        for key in (past.change.key, *past.idle_keys):
            if key in seen:
                hint = "Each change has a key of its own."
                raise Refused([Problem("duplicate", f"The key {key!r} stands twice.", hint)])
            seen.add(key)
        yield past


def opposite(
    changes: Iterable[Change], *, key: str, author: str, reason: str, case: str | None = None
) -> ChangeSet:
    """Return the change that undoes one revision: what came goes, what went comes back.

    It expects each node as that revision left it, so that a later change to one is not lost.  A
    text changed back is a changed text, which makes links suspect; and that somebody vouched for a
    link cannot be undone.

    Args:
        changes: everything that the revision did.
        key: the key of the new change.
        author: who undoes.
        reason: why.
        case: the case that it is done under.
    """
    done = list(changes)
    return ChangeSet(
        key=key,
        author=author,
        reason=reason,
        case=case,
        puts=tuple(each.before for each in done if each.before and each.before != each.after),
        removes=tuple(_identity(each) for each in done if each.before is None),
        expects={
            each.id: each.revision if change.after else 0
            for change in done
            if isinstance(each := change.after or change.before, Node)
        },
    )


def _puts(done: Iterable[Change]) -> Iterator[Node | Edge]:
    """Yield the records that a revision put."""
    for each in done:
        if each.after is not None and each.after != each.before:
            yield each.after


def _confirms(done: Iterable[Change]) -> Iterator[EdgeId]:
    """Yield the edges that a revision only vouched for."""
    for each in done:
        if isinstance(each.after, Edge) and each.after == each.before:
            yield each.after.id


def _identity(change: Change) -> NodeId | EdgeId:
    record = change.after or change.before
    if record is None:
        raise ValueError(change)
    return record.id
