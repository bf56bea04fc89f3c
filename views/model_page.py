"""The model as a page of documentation, made from the table of kinds.

`python -m views.model_page` writes docs/model.md; a test holds the file against the table.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.kinds import MODEL
from graph.model import EdgeKind, Field, FieldType, Mode, Model, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "model.md"


_SHEETS: Final = (
    "- One CSV file per kind, named as the kind's route: `measures.csv`. Its columns are `id`,",
    "  the fields of the kind, and one per edge kind that goes out of it, in lower case:",
    "  `carries_out`, with the identifiers of the other ends, a space between them.",
    "- An edge in a column takes basis, source and dates from its row. One that differs, or has",
    "  fields, stands in `edges/<edge kind>.csv` instead: `from`, `to`, `key` (blank but for",
    "  kinds with a key) and the edge's fields.",
    "- A sub-table is a sheet of its own, `measures.budget.csv`: `id`, then its rows' fields.",
    "- Identifiers are `namespace:local`, with a–z, 0–9, full stop and hyphen; the namespace is",
    "  the organisation's. Targets are `sdg:11.6`, goals `sdg:11`.",
    "- Dates are 2026-11-23; yes and no are `yes`, `no`, `ja` or `nei`; a decimal comma is read",
    "  in files whose columns are separated by `;`.",
)


def model_page(model: Model) -> str:
    """Return the page as Markdown."""
    return "\n".join([*_opening(), *_nodes(model), *_edges(model)]) + "\n"


def _opening() -> Iterator[str]:
    yield "# The model"
    yield ""
    yield "Made from the table of kinds in `graph/kinds.py` by `python -m views.model_page`;"
    yield "change the table, not this page."
    yield ""
    yield "![Kinds of nodes as rows, kinds of links as columns](model.svg)"
    yield ""
    yield "The picture is made from the same table, by `python -m views.model_picture`;"
    yield "`goalgraph kinds NAME` explains one kind at a time."
    yield ""
    yield "## How it is written in sheets"
    yield ""
    yield from _SHEETS
    yield ""


def _nodes(model: Model) -> Iterator[str]:
    yield "## Kinds of nodes"
    yield ""
    yield "| kind | bokmål | route, command and sheet | level | what it is | example |"
    yield "|---|---|---|---|---|---|"
    for kind in model.nodes:
        level = "" if kind.level is None else str(kind.level)
        cells = (
            kind.name,
            kind.one.nb,
            f"`{kind.plural}`",
            level,
            kind.help.en,
            f"`{kind.id_example}`",
        )
        yield _row(cells)
    yield ""
    yield "Every node has these fields:"
    yield ""
    yield from _fields(model.common)
    for kind in model.nodes:
        if kind.fields:
            yield from _kind(kind)


def _kind(kind: NodeKind) -> Iterator[str]:
    yield f"### {kind.name} ({kind.one.nb})"
    yield ""
    yield from _fields(kind.fields)
    for table in kind.sub_tables:
        yield f"Rows of `{kind.plural}.{table.name}`:"
        yield ""
        yield from _fields(table.rows)


def _edges(model: Model) -> Iterator[str]:
    yield "## Kinds of edges"
    yield ""
    yield "A thread edge carries «serves», in the mode named and the wider ones"
    yield f"({' ⊂ '.join(mode.word for mode in Mode)})."
    yield ""
    yield "| edge | reads | back | thread | joins | filters |"
    yield "|---|---|---|---|---|---|"
    for kind in model.edges:
        mode = "" if kind.mode is None else kind.mode.word
        filters = f"`{kind.column}`, `{kind.reverse}`"
        yield _row((kind.name, kind.up.en, kind.down.en, mode, _joins(model, kind), filters))
    yield ""
    yield "Every edge has these fields:"
    yield ""
    yield from _fields(model.common_edge)
    for kind in model.edges:
        yield f"### {kind.name}"
        yield ""
        yield kind.help.en
        yield ""
        if kind.fields:
            yield from _fields(kind.fields)


def _joins(model: Model, kind: EdgeKind) -> str:
    if kind.same_kind and not kind.ends:
        return "two of one kind"
    upper: dict[str, list[str]] = {}
    for each in model.nodes:
        highs = tuple(high for low, high in sorted(model.ends(kind.name)) if low == each.name)
        if highs:
            upper.setdefault(", ".join(highs), []).append(each.name)
    return "; ".join(f"{', '.join(lows)} → {highs}" for highs, lows in upper.items())


def _fields(fields: Iterable[Field]) -> Iterator[str]:
    yield "| column | bokmål | holds | required | what it is for |"
    yield "|---|---|---|---|---|"
    for field in fields:
        columns = ", ".join(f"`{column}`" for column in field.columns)
        required = "yes" if field.required else ""
        yield _row((columns, field.label.nb, _holds(field), required, field.help.en))
    yield ""


def _holds(field: Field) -> str:
    if field.type is FieldType.ONE_OF:
        return ", ".join(f"`{code}`" for code in field.options)
    several = " (several)" if field.many else ""
    bounds = f", {field.bounds[0]} to {field.bounds[1]}" if field.bounds else ""
    return f"{field.type.value}{bounds}{several}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(model_page(MODEL), encoding="utf-8")
