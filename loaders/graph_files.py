"""Graph files into a graph: with their history into an empty store, or as one change of it."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final

from graph.changes import ChangeSet
from graph.checks import problems
from graph.embedded import EmbeddedStore
from graph.errors import Refused
from graph.graph_lines import LINE_LIMIT, GraphFile
from graph.history import not_empty
from graph.model import Words
from graph.problems import Problem
from graph.records import Edge, EdgeId, Node, Origin
from graph.store import EdgeSearch
from loaders.entries import SHOWN
from loaders.planning import counts_of, key_of
from loaders.report import FileRead, Report, applied, more_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.identity import NodeId
    from graph.model import Model
    from graph.store import GraphStore, View
    from loaders.planning import Count, Purpose

SUFFIX: Final = ".jsonl"
PORTION: Final = 1_000
"""How many records are fetched at a time."""


def is_graph_file(path: Path) -> bool:
    """Tell whether a file is called like a graph file."""
    return path.suffix.lower() == SUFFIX


def not_alone(path: Path) -> Problem:
    """Return the problem that a graph file is to be loaded together with something."""
    return Problem(
        "graph-file-not-alone",
        Words(
            "En graffil lastes for seg, ikke sammen med andre.",
            "A graph file is loaded by itself, not together with others.",
        ),
        Words("Last dem én etter én.", "Load one after the other."),
        Origin(str(path)),
    )


def load_graph_file(
    store: GraphStore, path: Path, purpose: Purpose, *, with_history: bool, dry_run: bool
) -> Report:
    """Load a graph file, all or nothing, and report what was done.

    One that has its history goes with it into an empty store, and with its authors' names where it
    has those.  Otherwise what it holds is put, as one change of the purpose, and nothing goes.

    Raises Refused with what is wrong with the file or with the change.
    """
    with _opened(store.model, path) as file, store.read() as view:
        revision = view.revision
        if file.whole and with_history:
            if revision:
                raise Refused([not_empty(revision)])
        elif purpose.in_parts and revision:
            raise Refused([not_empty(revision)])
        else:
            change, counts, shared = _as_change(view, file, purpose)
            number = None
            if not dry_run:
                number = applied(store, change, revision, in_parts=purpose.in_parts)
            return Report((_read(path),), counts, (), shared, number)
    return _restored(store, path, dry_run=dry_run)


def _restored(store: GraphStore, path: Path, *, dry_run: bool) -> Report:
    """Fill a store with a file's history; a trial is made in a store that goes again."""
    if dry_run:
        with EmbeddedStore.open("memory:", store.model) as trial:
            tried = _restored(trial, path, dry_run=False)
        return Report(tried.files, tried.counts, (), (), None)
    with _opened(store.model, path) as file:
        number = store.fill(file.history())
        for author, name in file.names.items():
            store.name_author(author, name)
    with store.read() as view:
        return Report((_read(path),), _held(view), (), (), number)


def _read(path: Path) -> FileRead:
    return FileRead(str(path), "")


@contextmanager
def _opened(model: Model, path: Path) -> Iterator[GraphFile]:
    """Open a graph file; what is wrong with it is told as problems, of many the first."""
    try:
        with path.open("rb") as raw:
            yield GraphFile.of(model, str(path), iter(lambda: raw.readline(LINE_LIMIT), b""))
    except OSError as error:
        title = Words(
            f"Filen kan ikke leses: {error.strerror}.",
            f"The file cannot be read: {error.strerror}.",
        )
        hint = Words(
            "Se etter at den er der, og at du får lese den.",
            "See that it is there, and that you may read it.",
        )
        raise Refused([Problem("unreadable", title, hint, Origin(str(path)))]) from error
    except Refused as error:
        if len(error.problems) <= SHOWN:
            raise
        more = more_problems(str(path), len(error.problems) - SHOWN)
        raise Refused([*error.problems[:SHOWN], more]) from error


def _as_change(
    view: View, file: GraphFile, purpose: Purpose
) -> tuple[ChangeSet, tuple[Count, ...], tuple[NodeId, ...]]:
    """Return the change that puts what a file holds, what it does, and to which shared nodes.

    Raises Refused with everything that is wrong with it.
    """
    records: dict[NodeId | EdgeId, Node | Edge] = {}
    for each in file.records():
        if isinstance(each, Node | Edge):
            records[each.id] = each
        else:
            records.pop(each, None)
    nodes = view.nodes([each for each in records if isinstance(each, str)])
    edges = view.edge_records([each for each in records if isinstance(each, EdgeId)])
    old: list[Node | Edge] = [*nodes.values(), *edges.values()]
    stored = {each.id: each for each in old}
    puts = tuple(each for each in records.values() if stored.get(each.id) != each)
    change = ChangeSet(
        key="load",  # until it is known what it does
        author=purpose.author,
        reason=purpose.reason,
        case=purpose.case,
        puts=puts,
    )
    if found := problems(view, change, in_parts=purpose.in_parts):
        raise Refused(found)
    put = {each.id for each in puts}
    tally = Counter(
        (each.kind, "unchanged" if key not in put else "changed" if key in stored else "added")
        for key, each in records.items()
    )
    expects = {node.id: nodes[node.id].revision if node.id in nodes else 0 for node in change.nodes}
    named = ChangeSet(
        key_of(change, view.revision),
        purpose.author,
        purpose.reason,
        purpose.case,
        puts,
        expects={} if purpose.in_parts else expects,
    )
    shared = tuple(
        node.id
        for node in change.nodes
        if node.id in stored and node.namespace in view.model.shared
    )
    return named, counts_of(view.model, tally), shared


def _held(view: View) -> tuple[Count, ...]:
    """Return what a view holds, by kind."""
    tally: Counter[tuple[str, str]] = Counter()
    ids = iter(view.ids())
    while portion := list(islice(ids, PORTION)):
        tally.update((node.kind, "added") for node in view.nodes(portion).values())
    everything = EdgeSearch(nodes=None, outgoing=None, scope=None)
    tally.update((edge.kind, "added") for edge in view.edges(everything))
    return counts_of(view.model, tally)
