"""One sheet read: what its rows say of nodes, edges and rows of sub-tables, and what is wrong.

An entry holds what stands in the file and no more: a column that the sheet does not have is not
there, a blank cell is None.  What it means for the graph is settled in `loaders.planning`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graph.checks import id_problems
from graph.identity import ID_LIMIT, is_id
from graph.model import EdgeKind, Words
from graph.problems import KEEP_ONE, Problem, spaced
from graph.records import EdgeId, Origin
from loaders.cells import Misfit, shown, value_of
from loaders.lines import CUTTING
from loaders.sheets import header_problems
from loaders.tables import Row, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graph.identity import NodeId
    from graph.model import Field
    from graph.records import Value
    from loaders.sheets import Shape
    from loaders.tables import Table

SHOWN: Final = 100
"""How many problems of a file are told; the others are counted."""

ENOUGH: Final = 10_000
"""After how many problems a file is read no further."""

LINK_LIMIT: Final = 100_000
"""The most edges that the columns of a file may hold."""

CACHED: Final = 1_000
"""How many texts of a column are remembered with their values; most columns repeat a few."""

_ID_SHOWN: Final = 2 * ID_LIMIT
_LISTED: Final = re.compile(r"[,;]+")


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """What a row says of a node.

    Attributes:
        id: the node.
        kind: the name of its kind.
        values: its values by column; None where the cell is blank.
        links: for each column of edges in the sheet, by the edge kind's name, where they end.
        origin: the row.
        unread: the columns whose cells hold what cannot be read.
    """

    id: NodeId
    kind: str
    values: Mapping[str, Value | None]
    links: Mapping[str, tuple[NodeId, ...]]
    origin: Origin
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class EdgeEntry:
    """What a row says of an edge; values, origin and unread as in NodeEntry."""

    id: EdgeId
    values: Mapping[str, Value | None]
    origin: Origin
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One row of a node's sub-table; values, origin and unread as in NodeEntry."""

    node_id: NodeId
    values: Mapping[str, Value | None]
    origin: Origin
    unread: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file, read.

    Attributes:
        name: what messages call it.
        folder: the folder that it lies in.
        shape: what sort of sheet it is.
        delimiter: what stands between its cells.
        columns: the columns that it has.
        row: the physical row of its header.
        nodes, edges, parts: its entries, in order.
        withheld: nodes with a row that cannot be used, and where: nobody is told they are missing.
        whole: whether all its rows were read.
        problems: what is wrong with it.
        more: how many problems there are beyond those.
    """

    name: str
    folder: Path
    shape: Shape
    delimiter: str
    columns: frozenset[str]
    row: int
    nodes: tuple[NodeEntry, ...]
    edges: tuple[EdgeEntry, ...]
    parts: tuple[PartEntry, ...]
    withheld: Mapping[NodeId, Origin]
    whole: bool
    problems: tuple[Problem, ...]
    more: int

    @property
    def sound(self) -> bool:
        """Whether its header was understood, so that a column which is not there was left out."""
        return not any(problem.code in _HEADER_CODES for problem in self.problems)


_HEADER_CODES: Final = frozenset({"unknown-column", "blank-column", "duplicate-column"})


@dataclass(slots=True)
class _Gathered:
    """What has been read of a sheet so far."""

    shape: Shape
    table: Table
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    nodes: list[NodeEntry] = field(default_factory=list)
    edges: list[EdgeEntry] = field(default_factory=list)
    parts: list[PartEntry] = field(default_factory=list)
    withheld: dict[NodeId, Origin] = field(default_factory=dict)
    whole: bool = False
    linked: int = 0
    cache: dict[tuple[str, str], Value | Misfit] = field(default_factory=dict)

    def tell(self, problem: Problem) -> None:
        """Add a problem, or count it where there are too many to read."""
        if len(self.problems) < SHOWN or problem.code in CUTTING:
            self.problems.append(problem)
        else:
            self.more += 1

    def withhold(self, row: Row) -> None:
        """Remember the node that a row is about, which cannot be used."""
        if self.shape.sub_table is None and (node_id := row.cells.get("id")):
            self.withheld.setdefault(node_id.lower(), row.origin)


def read_sheet(
    path: Path, shape: Shape, *, encoding: str | None = None, allow_empty: bool = False
) -> Sheet:
    """Read a file as a sheet; whatever is wrong stands in its problems."""
    table = open_table(path, encoding=encoding, allow_empty=allow_empty)
    gathered = _Gathered(shape, table)
    found = [*table.problems, *_header_problems(shape, table)]
    for problem in found:
        gathered.tell(problem)
    if table.file is not None and all(problem.code != "missing-column" for problem in found):
        _read_rows(gathered)
    return Sheet(
        name=table.name,
        folder=path.absolute().parent,
        shape=shape,
        delimiter=table.delimiter,
        columns=frozenset(table.header),
        row=table.row,
        nodes=tuple(gathered.nodes),
        edges=tuple(gathered.edges),
        parts=tuple(gathered.parts),
        withheld=gathered.withheld,
        whole=gathered.whole,
        problems=tuple(gathered.problems),
        more=gathered.more,
    )


def ids_in(path: Path, encoding: str | None = None) -> frozenset[NodeId]:
    """Return the identifiers in a file that is no sheet, to know what its rows were meant to be."""
    rows = open_table(path, encoding=encoding).rows()
    return frozenset(row.cells.get("id", "") for row in rows if isinstance(row, Row))


def _header_problems(shape: Shape, table: Table) -> Iterator[Problem]:
    if table.file is not None:
        yield from header_problems(shape, table.header, table.at(table.row))


def _read_rows(gathered: _Gathered) -> None:
    """Read the rows into entries, until the end or until there are problems enough."""
    for item in gathered.table.rows():
        if gathered.more >= ENOUGH or _too_many_links(gathered, item):
            return
        if isinstance(item, Problem):
            gathered.tell(item)
            if item.code in CUTTING:
                return
        elif not item.sound:
            gathered.withhold(item)
        elif isinstance(gathered.shape.kind, EdgeKind):
            _read_edge(gathered, gathered.shape.kind, item)
        else:
            _read_node(gathered, item)
    gathered.whole = True


def _too_many_links(gathered: _Gathered, item: Row | Problem) -> bool:
    """Tell whether the columns read so far hold too many edges, and say so."""
    if gathered.linked <= LINK_LIMIT:
        return False
    gathered.tell(
        Problem(
            "too-many-edges",
            Words(
                f"Kolonnene med koblinger har mer enn {spaced(LINK_LIMIT)} koblinger.",
                f"The columns of edges hold more than {LINK_LIMIT:,} edges.",
            ),
            Words("Del filen i flere.", "Split the file into several."),
            item.origin,
        )
    )
    return True


def _read_node(gathered: _Gathered, row: Row) -> None:
    """Read a row of nodes or of a sub-table."""
    shape = gathered.shape
    values, unread = _values(gathered, row)
    links = _links(gathered, row)
    node_id = _identifier(gathered, row, "id")
    if node_id is None:
        gathered.withhold(row)
    elif shape.sub_table is not None:
        gathered.parts.append(PartEntry(node_id, values, row.origin, unread))
    else:
        entry = NodeEntry(node_id, shape.kind.name, values, links, row.origin, unread)
        gathered.nodes.append(entry)


def _read_edge(gathered: _Gathered, kind: EdgeKind, row: Row) -> None:
    values, unread = _values(gathered, row)
    low = _identifier(gathered, row, "from")
    high = _identifier(gathered, row, "to")
    if low is not None and high is not None:
        edge_id = EdgeId(kind.name, low, high, row.cells.get("key", ""))
        gathered.edges.append(EdgeEntry(edge_id, values, row.origin, unread))


def _values(gathered: _Gathered, row: Row) -> tuple[dict[str, Value | None], frozenset[str]]:
    """Return the values of a row by column, and the columns that could not be read."""
    values: dict[str, Value | None] = {}
    unread = []
    for column, each in gathered.shape.fields.items():
        text = row.cells.get(column)
        if text is None:
            continue
        value = _value(gathered, each, column, text) if text else None
        if isinstance(value, Misfit):
            unread.append(column)
            gathered.tell(
                Problem(
                    "bad-value",
                    Words(f"{shown(text)} {value.clause.nb}.", f"{shown(text)} {value.clause.en}."),
                    value.hint,
                    row.origin.at(column),
                )
            )
        else:
            values[column] = value
    return values, frozenset(unread)


def _value(gathered: _Gathered, wanted: Field, column: str, text: str) -> Value | Misfit:
    """Return what a cell holds; with semicolons between cells, the decimal sign is a comma."""
    cached = gathered.cache.get((column, text))
    if cached is not None:
        return cached
    value = value_of(wanted, text, comma=gathered.table.delimiter == ";")
    if len(gathered.cache) < CACHED * len(gathered.shape.fields):
        gathered.cache[column, text] = value
    return value


def _identifier(gathered: _Gathered, row: Row, column: str) -> NodeId | None:
    """Return the identifier in a cell, or None where there is none, which is told."""
    text = row.cells[column]
    if is_id(text):
        return text
    if text:
        for problem in id_problems(
            text[:_ID_SHOWN], gathered.shape.examples[column], row.origin.at(column)
        ):
            gathered.tell(problem)
    else:
        example = gathered.shape.examples[column]
        gathered.tell(
            Problem(
                "missing-field",
                Words(
                    f"Rad {row.origin.row} mangler {column}.",
                    f"Row {row.origin.row} has no {column}.",
                ),
                Words(
                    f"Skriv en identifikator som {example!r}.",
                    f"Write an identifier like {example!r}.",
                ),
                row.origin.at(column),
            )
        )
    return None


def _links(gathered: _Gathered, row: Row) -> dict[str, tuple[NodeId, ...]]:
    """Return where the edges in a row's columns end, by edge kind."""
    links = {}
    for column, kind in gathered.shape.links.items():
        text = row.cells.get(column)
        if text is not None:
            ends = tuple(_ends(gathered, text, row.origin.at(column))) if text else ()
            gathered.linked += len(ends)
            links[kind.name] = ends
    return links


def _ends(gathered: _Gathered, text: str, origin: Origin) -> Iterator[NodeId]:
    """Yield the identifiers in a cell; one that is none, or stands twice, is told."""
    seen: set[str] = set()
    for each in text.split():
        if each in seen:
            gathered.tell(
                Problem(
                    "duplicate",
                    Words(
                        f"{shown(each)} står to ganger i cellen.",
                        f"{shown(each)} stands twice in the cell.",
                    ),
                    KEEP_ONE,
                    origin,
                )
            )
        elif is_id(each):
            yield each
        else:
            for problem in _end_problems(gathered.shape, each, origin):
                gathered.tell(problem)
        seen.add(each)


def _end_problems(shape: Shape, text: str, origin: Origin) -> Iterator[Problem]:
    parts = [part for part in _LISTED.split(text) if part]
    if parts and parts != [text] and all(map(is_id, parts)):
        apart = shown(" ".join(parts))
        yield Problem(
            "bad-id",
            Words(f"{shown(text)} er ingen identifikator.", f"{shown(text)} is not an identifier."),
            Words(
                f"Skill identifikatorer med mellomrom: {apart}.",
                f"Separate identifiers with a space: {apart}.",
            ),
            origin,
        )
    else:
        yield from id_problems(text[:_ID_SHOWN], shape.examples[origin.column or ""], origin)
