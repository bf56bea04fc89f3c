"""Files into the graph: one change, all or nothing, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import Refused
from graph.history import not_empty
from graph.model import Words
from graph.problems import Problem
from loaders.editions import dropped, with_their_edges
from loaders.entries import Sheet, ids_in, read_sheet
from loaders.files import codec_of
from loaders.graph_files import is_graph_file, load_graph_file, not_alone
from loaders.packaged import editions_in, marks, packaged
from loaders.planning import Purpose, plan
from loaders.report import FileRead, Report, applied
from loaders.sheets import shape_of, shapes_of, sheet_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.identity import NodeId
    from graph.model import Model
    from graph.records import EdgeId
    from graph.store import GraphStore, View


@dataclass(frozen=True, slots=True)
class Reading:
    """Files read.

    Attributes:
        sheets: those that are sheets, in order.
        problems: what is wrong with the others.
        withheld: the identifiers in files whose names are those of no sheet.
    """

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    withheld: frozenset[NodeId]


def load(  # noqa: PLR0913 - each is one choice of whoever loads, and all but three have a default
    store: GraphStore,
    paths: Iterable[Path],
    *,
    author: str,
    reason: str,
    case: str | None = None,
    dry_run: bool = False,
    encoding: str | None = None,
    allow_empty: bool = False,
    replace: tuple[tuple[str, str], ...] = (),
    remove_dropped: bool = False,
    initial: bool = False,
    with_history: bool = True,
) -> Report:
    """Load files and folders into a graph, all or nothing, and report what was done.

    A graph file (`.jsonl`) is loaded by itself.

    Loading the same files twice changes nothing the second time.

    Args:
        store: the graph.
        paths: sheets, and folders of sheets.
        author: who loads, as an identifier.
        reason: why.
        case: the case that it is done under.
        dry_run: whether only to tell what would be done.
        encoding: how files without a byte order mark are decoded, where that is not UTF-8.
        allow_empty: whether a sheet may have a header and no rows.
        replace: the (namespace, kind) of which everything goes that does not stand in the files.
        remove_dropped: whether what earlier editions of the packaged sets among the paths brought,
            and the packaged ones do not hold, goes with everything that leads there.
        initial: whether it is a first load of any size, into an empty store.
        with_history: whether a graph file's history is loaded too, where it has one.

    Raises:
        Refused: with every problem; nothing was loaded.
    """
    sources = tuple(paths)
    if graph_files := [path for path in sources if is_graph_file(path)]:
        if len(sources) > 1:
            raise Refused([not_alone(graph_files[0])])
        purpose = Purpose(author=author, reason=reason, case=case, in_parts=initial)
        return load_graph_file(
            store, sources[0], purpose, with_history=with_history, dry_run=dry_run
        )
    reading = read(store.model, sources, encoding=encoding, allow_empty=allow_empty)
    purpose = Purpose(
        author=author, reason=reason, case=case, marks=marks(sources), in_parts=initial
    )
    with store.read() as view:
        made = plan(
            view,
            reading.sheets,
            purpose,
            replaced=replace,
            withheld=reading.withheld,
            dropped=_dropped(store, view, purpose.marks) if remove_dropped else (),
        )
        revision = view.revision
    found = (*reading.problems, *made.problems)
    if initial and revision:
        found = (not_empty(revision), *found)
    if found:
        raise Refused(found)
    return Report(
        files=tuple(FileRead(sheet.name, sheet.delimiter) for sheet in reading.sheets),
        counts=made.counts,
        goes=made.goes,
        shared=made.shared,
        revision=None if dry_run else applied(store, made.change, revision, in_parts=initial),
    )


def packaged_sheets(model: Model) -> Mapping[str, tuple[Sheet, ...]]:
    """Return the sheets of each packaged set, by its name."""
    return {name: read(model, [folder]).sheets for name, folder in packaged().items()}


def _dropped(store: GraphStore, view: View, marks: str) -> Iterator[NodeId | EdgeId]:
    """Yield what the packaged sets that are named in some marks have dropped, with its edges."""
    left = dropped(store, view, packaged_sheets(store.model))
    for name in editions_in(marks):
        yield from with_their_edges(view, left.get(name, ()))


def read(
    model: Model,
    paths: Iterable[Path],
    *,
    encoding: str | None = None,
    allow_empty: bool = False,
) -> Reading:
    """Read files and folders as sheets; whatever is wrong with one stands in its problems.

    Raises Refused for an encoding that is not read here.
    """
    if encoding is not None and isinstance(unknown := codec_of(encoding), Problem):
        raise Refused([unknown])
    shapes = shapes_of(model)
    sheets: list[Sheet] = []
    found: list[Problem] = []
    withheld: set[NodeId] = set()
    for path in sheet_files(paths):
        shape = shape_of(path, shapes) if isinstance(path, Path) else None
        if isinstance(path, Problem):
            found.append(path)
        elif isinstance(shape, Problem):
            found.append(shape)
            withheld |= ids_in(path, encoding)
        elif shape is not None:
            sheets.append(read_sheet(path, shape, encoding=encoding, allow_empty=allow_empty))
    if not sheets and not found:
        title = Words("Det er ingenting å laste.", "There is nothing to load.")
        hint = Words(
            "Oppgi et ark som measures.csv, eller en mappe med ark.",
            "Name a sheet like measures.csv, or a folder of sheets.",
        )
        found.append(Problem("no-sheets", title, hint))
    return Reading(tuple(sheets), tuple(found), frozenset(withheld))
