"""History read back as changes: all of it, to be made again elsewhere, or one revision undone."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from graph.changes import ChangeSet, PastChange
from graph.checks import ELEMENT_LIMIT
from graph.errors import Refused
from graph.model import Words
from graph.problems import Problem
from graph.records import Edge, Node
from graph.store import ChangeSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from graph.changes import Change, Revision
    from graph.identity import NodeId
    from graph.records import EdgeId
    from graph.store import GraphStore


def retold(
    store: GraphStore,
) -> Iterator[tuple[Revision, Iterator[Change], Sequence[str]]]:
    """Yield each revision, what it did, and the idle keys that lead to it.

    Up to the revision that is the newest now; what is written meanwhile is left out.  What a
    revision did has to be read before the next one is asked for.
    """
    revisions = store.revisions()
    idle: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in store.idle_keys().items():
        idle[number].append(key)
    changes = groupby(store.changes(), attrgetter("revision"))
    upcoming = next(changes, None)
    for revision in revisions:
        done: Iterator[Change] = iter(())
        # The first revision may have changed nothing, and then has no group of its own.
        here = upcoming is not None and upcoming[0] == revision.number
        if upcoming is not None and here:
            done = upcoming[1]
        yield revision, done, sorted(idle[revision.number])
        if here:
            upcoming = next(changes, None)


def past_changes(store: GraphStore) -> Iterator[PastChange]:
    """Yield the whole history of a store up to the revision that is its newest now.

    `GraphStore.fill` makes the same graph of it, with the same history.
    """
    for revision, changes, idle_keys in retold(store):
        done = list(changes)
        made = ChangeSet(
            key=revision.key,
            author=revision.author,
            reason=revision.reason,
            case=revision.case,
            puts=tuple(each.after for each in done if each.after and each.after != each.before),
            removes=tuple(identity_of(each) for each in done if each.after is None),
            confirms=frozenset(_confirms(done)),
        )
        yield PastChange(revision.at, made, tuple(idle_keys))


def in_parts(change: ChangeSet, at: datetime) -> Iterator[PastChange]:
    """Yield a first load of any size as changes that `GraphStore.fill` takes, nodes first.

    Each part but the last says in its reason and key which one it is.
    """
    puts: tuple[Node | Edge, ...] = (*change.nodes, *change.edges)
    begins = range(0, max(len(puts), 1), ELEMENT_LIMIT)
    for number, begin in enumerate(begins, start=1):
        which = "" if number == len(begins) else f" ({number} of {len(begins)})"
        part = ChangeSet(
            key=f"{change.key}{which}",
            author=change.author,
            reason=f"{change.reason}{which}",
            case=change.case,
            puts=puts[begin : begin + ELEMENT_LIMIT],
        )
        yield PastChange(at, part)


def not_empty(revision: int) -> Problem:
    """Return the problem that a store which is to be filled holds something."""
    return Problem(
        "not-empty",
        Words(
            f"Lageret er ikke tomt, det er i revisjon {revision}; en historikk kan bare lastes i "
            "et tomt.",
            f"The store holds a graph already, at revision {revision}; a history goes only into "
            "an empty one.",
        ),
        Words(
            "Oppgi et lager som ikke finnes ennå (--store file:NY.db), eller last det filen har "
            "som en endring: --without-history.",
            "Name a store that is not there yet (--store file:NEW.db), or load what the file "
            "holds as a change: --without-history.",
        ),
    )


def filling(history: Iterable[PastChange]) -> Iterator[PastChange]:
    """Yield the changes of a history; raises Refused when a key stands for two of them."""
    seen: set[str] = set()
    for past in history:
        for key in (past.change.key, *past.idle_keys):
            if key in seen:
                title = Words(f"Nøkkelen {key!r} står to ganger.", f"The key {key!r} stands twice.")
                hint = Words(
                    "Hver endring har sin egen nøkkel.", "Each change has a key of its own."
                )
                raise Refused([Problem("duplicate", title, hint)])
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
        removes=tuple(identity_of(each) for each in done if each.before is None),
        expects={
            each.id: each.revision if change.after else 0
            for change in done
            if isinstance(each := change.after or change.before, Node)
        },
    )


def undoing(
    store: GraphStore, number: int, *, author: str, reason: str, case: str | None = None
) -> ChangeSet:
    """Return the change that undoes one revision of a store.

    Raises Refused where there is no such revision, where it did nothing that can be undone, and
    with each node and edge that was changed again after it: undo those revisions first.
    """
    newest = len(store.revisions())
    if not 1 <= number <= newest:
        raise Refused([unknown_revision(number, newest)])
    done = store.find_changes(ChangeSearch(since=number - 1, until=number))
    touched = {identity_of(each) for each in done if each.before != each.after}
    if not touched:
        title = Words(
            f"Revisjon {number} endret ingen elementer og ingen koblinger.",
            f"Revision {number} changed no node and no link.",
        )
        hint = Words(
            "At noen gikk god for en kobling, blir stående, for den ble sett på.",
            "That somebody vouched for a link stays, as it was looked at.",
        )
        raise Refused([Problem("nothing-to-undo", title, hint)])
    again = {
        identity_of(each): each.revision
        for each in store.find_changes(ChangeSearch(since=number))
        if identity_of(each) in touched and each.before != each.after
    }
    if again:
        raise Refused(_changed_again(identity, later) for identity, later in again.items())
    key = f"undo-{number}-after-{newest}"
    return opposite(done, key=key, author=author, reason=reason, case=case)


def unknown_revision(number: int | str, newest: int) -> Problem:
    """Return the problem that there is no such revision."""
    return Problem(
        "unknown-revision",
        Words(
            f"Det finnes ingen revisjon {str(number)[:200]!r}.",
            f"There is no revision {str(number)[:200]!r}.",
        ),
        Words(f"Den nyeste er {newest}.", f"The newest is {newest}.")
        if newest
        else Words("Det er ingen ennå.", "There is none yet."),
    )


def beyond(since: int, newest: int) -> Problem:
    """Return the problem that somebody asks on from a revision that was never made here.

    A copy of another store, or of one that was put back to an earlier day, would be taken for
    complete.
    """
    return Problem(
        "beyond-newest",
        Words(
            f"Revisjon {since} er ikke laget ennå; den nyeste er {newest}.",
            f"Revision {since} is not made yet; the newest is {newest}.",
        ),
        Words(
            "Lageret er et annet, eller satt tilbake: ta en ny kopi.",
            "The store is another one, or was put back: take a new copy.",
        ),
    )


def _changed_again(identity: NodeId | EdgeId, later: int) -> Problem:
    name = identity if isinstance(identity, str) else edge_name(identity)
    return Problem(
        "changed-meanwhile",
        Words(
            f"{name} ble endret igjen i revisjon {later}.",
            f"{name} was changed again in revision {later}.",
        ),
        Words(
            f"Angre revisjon {later} først, eller endre det slik det skal være.",
            f"Undo revision {later} first, or change it as it is to be.",
        ),
    )


def edge_name(edge: EdgeId) -> str:
    """Return an edge as it is typed and listed: from, kind, to, and its key where it has one."""
    return f"{edge.from_id} {edge.kind} {edge.to_id} {edge.key}".strip()


def _confirms(done: Iterable[Change]) -> Iterator[EdgeId]:
    """Yield the edges that a revision only vouched for."""
    for each in done:
        if isinstance(each.after, Edge) and each.after == each.before:
            yield each.after.id


def identity_of(change: Change) -> NodeId | EdgeId:
    """Return the identity of what a change is of."""
    record = change.after or change.before
    if record is None:
        raise ValueError(change)
    return record.id
