"""Which sheet a file is, by its name, and which columns that sheet has.

`measures.csv` holds nodes, `measures.budget.csv` a sub-table of theirs, `edges/advances.csv` edges.
Names and columns derive from the table of kinds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graph.identity import nearest
from graph.model import EdgeKind, Field, FieldType, Model, NodeKind, Words
from graph.problems import Problem, did_you_mean, it_has
from graph.records import Origin
from loaders.cells import shown
from loaders.files import no_such_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SUFFIX: Final = ".csv"
EDGE_FOLDER: Final = "edges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one sort of sheet holds.

    Attributes:
        file: its name, with the folder where it is a sheet of edges.
        kind: the kind of what it tells about.
        identity: the columns without which a row tells nothing.
        fields: the columns that hold values, and their fields.
        links: the columns that hold edges, and their kinds.
        examples: for each column of identifiers, one that messages hold up as a pattern.
        elsewhere: columns that one may look for here, and the sheet that has them.
        sub_table: the field that its rows are of; None where a row is a node or an edge.
    """

    file: str
    kind: NodeKind | EdgeKind
    identity: tuple[str, ...]
    fields: Mapping[str, Field]
    links: Mapping[str, EdgeKind] = field(default_factory=dict)
    examples: Mapping[str, str]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    sub_table: Field | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All its columns, in the order that help lists them."""
        key = ("key",) if isinstance(self.kind, EdgeKind) and "key" not in self.identity else ()
        return (*self.identity, *key, *self.fields, *self.links)

    @property
    def required(self) -> frozenset[str]:
        """The columns that a new record needs a value in."""
        return frozenset(
            column for column, each in self.fields.items() if each.required and column == each.name
        )


def shapes_of(model: Model) -> Mapping[str, Shape]:
    """Return every sort of sheet that a table of kinds has, by the name of its file."""
    shapes = [
        *(shape for kind in model.nodes for shape in _node_shapes(model, kind)),
        *(_edge_shape(model, kind) for kind in model.edges),
    ]
    return {shape.file: shape for shape in shapes}


def _node_shapes(model: Model, kind: NodeKind) -> Iterator[Shape]:
    """Yield the sheet of a node kind, and those of its sub-tables."""
    leaving = {edge.column: edge for edge in model.leaving(kind.name)}
    links = {column: edge for column, edge in leaving.items() if edge.key is None}
    parts = {each.name: f"{kind.plural}.{each.name}{SUFFIX}" for each in kind.sub_tables}
    keyed = {column: _edge_file(edge) for column, edge in leaving.items() if column not in links}
    columns = model.columns[kind.name].items()
    upper = {column: _example(model, edge, kind.name) for column, edge in links.items()}
    yield Shape(
        file=f"{kind.plural}{SUFFIX}",
        kind=kind,
        identity=("id",),
        fields={column: each for column, each in columns if each.type is not FieldType.ROWS},
        links=links,
        examples={"id": kind.id_example, **upper},
        elsewhere=parts | keyed,
    )
    for each in kind.sub_tables:
        yield Shape(
            file=parts[each.name],
            kind=kind,
            identity=("id",),
            fields={column: part for part in each.rows for column in part.columns},
            examples={"id": kind.id_example},
            sub_table=each,
        )


def _edge_shape(model: Model, kind: EdgeKind) -> Shape:
    low = min(model.ends(kind.name))[0]
    return Shape(
        file=_edge_file(kind),
        kind=kind,
        identity=("from", "to") if kind.key is None else ("from", "to", "key"),
        fields=model.columns[kind.name],
        examples={
            "from": model.node_kinds[low].id_example,
            "to": _example(model, kind, low),
        },
    )


def _example(model: Model, kind: EdgeKind, low: str) -> str:
    """Return an identifier that an edge from a node of kind `low` may end in."""
    high = next(high for each, high in sorted(model.ends(kind.name)) if each == low)
    return model.node_kinds[high].id_example


def _edge_file(kind: EdgeKind) -> str:
    return f"{EDGE_FOLDER}/{kind.column}{SUFFIX}"


# --- files ----------------------------------------------------------------------------------------


def sheet_files(paths: Iterable[Path]) -> Iterator[Path | Problem]:
    """Yield the CSV files among and under some paths, each once, in order, and what is not there.

    What is hidden, and what is no CSV file, is passed over inside a folder; named by itself it is a
    problem.
    """
    seen: set[Path] = set()
    for path in paths:
        try:
            yield from _under(path, seen) if path.is_dir() else _named(path, seen)
        except (OSError, ValueError) as error:
            yield Problem(
                "unreadable-file",
                Words(f"Stien kan ikke leses: {error}.", f"The path cannot be read: {error}."),
                Words(
                    "Se etter at navnet er rett, og at den får leses.",
                    "Check its name, and that it may be read.",
                ),
                Origin(str(path)),
            )


def _named(path: Path, seen: set[Path]) -> Iterator[Path | Problem]:
    if not path.exists():
        yield no_such_file(Origin(str(path)))
    elif path.suffix.lower() != SUFFIX:
        yield Problem(
            "not-csv",
            Words("Dette er ingen CSV-fil.", "This is not a CSV file."),
            Words(
                "Lagre den som «CSV UTF-8», med arkets navn.",
                "Save it as 'CSV UTF-8', under the name of its sheet.",
            ),
            Origin(str(path)),
        )
    else:
        yield from _once(path, seen)


def _under(folder: Path, seen: set[Path]) -> Iterator[Path | Problem]:
    found = False
    for path in _walk(folder, frozenset()):
        found = True
        yield from _once(path, seen)
    if not found:
        yield Problem(
            "no-sheets",
            Words("Det er ingen CSV-fil i denne mappen.", "There is no CSV file in this folder."),
            Words(
                f"Oppgi mappen som har ark som measures{SUFFIX}.",
                f"Name the folder that holds sheets like measures{SUFFIX}.",
            ),
            Origin(str(folder)),
        )


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Yield the CSV files under a folder; a link that leads back up is not followed."""
    here = folder.resolve()
    if here in above:
        return
    for path in sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name)):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, above | {here})
        elif path.suffix.lower() == SUFFIX:
            yield path


def _once(path: Path, seen: set[Path]) -> Iterator[Path]:
    if path.resolve() not in seen:
        seen.add(path.resolve())
        yield path


def shape_of(path: Path, shapes: Mapping[str, Shape]) -> Shape | Problem:
    """Return what sort of sheet a file is, or the problem that its name says none."""
    place = path.absolute()
    name = place.name.lower()
    in_edges = place.parent.name == EDGE_FOLDER
    wanted = f"{EDGE_FOLDER}/{name}" if in_edges else name
    shape = shapes.get(wanted)
    if shape is not None:
        return shape
    if not in_edges and f"{EDGE_FOLDER}/{name}" in shapes:
        hint = Words(
            f"Ark med koblinger ligger i en egen mappe: {EDGE_FOLDER}/{name}.",
            f"Sheets of edges stand in a folder of their own: {EDGE_FOLDER}/{name}.",
        )
    elif meant := _called(shapes).get(name.removesuffix(SUFFIX)) or nearest(wanted, shapes):
        hint = did_you_mean(meant)
    else:
        sheets = ", ".join(dict.fromkeys(_called(shapes).values()))
        hint = Words(
            f"Bruk en av disse: {sheets}; goalgraph kinds NAVN viser hvilke andre hver har.",
            f"Use one of: {sheets}; goalgraph kinds NAME tells which others each has.",
        )
    return Problem(
        "unknown-sheet",
        Words(
            f"{shown(wanted)} er ikke navnet på et ark.",
            f"{shown(wanted)} is not the name of a sheet.",
        ),
        hint,
        Origin(str(path)),
    )


def _called(shapes: Mapping[str, Shape]) -> Mapping[str, str]:
    """Return the sheets of nodes by the nouns, of either language, that people call a file by."""
    return {
        noun.casefold(): shape.file
        for shape in shapes.values()
        if isinstance(shape.kind, NodeKind) and shape.sub_table is None
        for words in (shape.kind.many, shape.kind.one)
        for noun in (words.nb, words.en)
    }


# --- headers --------------------------------------------------------------------------------------


def header_problems(shape: Shape, header: Iterable[str], origin: Origin) -> Iterator[Problem]:
    """Yield the columns that a sheet does not have, and those that it cannot be read without."""
    names = dict.fromkeys(name for name in header if name)
    for name in names:
        if name not in shape.columns:
            yield Problem(
                "unknown-column",
                Words(
                    f"{shape.file} har ingen kolonne {shown(name)}.",
                    f"{shape.file} has no column {shown(name)}.",
                ),
                _column_hint(shape, name),
                origin.at(name[:60]),
            )
    for name in shape.identity:
        if name not in names:
            yield Problem(
                "missing-column",
                Words(f"Kolonnen {name!r} mangler.", f"The column {name!r} is missing."),
                Words(
                    f"Hver rad i {shape.file} trenger den.", f"Every row of {shape.file} needs it."
                ),
                origin,
            )


def _column_hint(shape: Shape, name: str) -> Words:
    has = it_has(shape.columns)
    wanted = name.lower()
    if wanted in shape.elsewhere:
        return Words(
            f"Den har et eget ark: {shape.elsewhere[wanted]}.",
            f"It has a sheet of its own: {shape.elsewhere[wanted]}.",
        )
    if labelled := _labels(shape).get(wanted.replace("_", " ")):
        return did_you_mean(repr(labelled))
    meant = nearest(wanted, shape.columns)
    if meant is None:
        return has
    question = did_you_mean(repr(meant))
    return Words(f"{question.nb} {has.nb}", f"{question.en} {has.en}")


def _labels(shape: Shape) -> Mapping[str, str]:
    """Return the columns of a sheet by the words, of either language, that people read for them."""
    found: dict[str, str] = {}
    for column, field_ in shape.fields.items():
        for label in (field_.label.nb, field_.label.en):
            found.setdefault(label.casefold(), column)
    for column, edge in shape.links.items():
        for label in (edge.up.nb, edge.up.en):
            found.setdefault(label.casefold(), column)
    return found
