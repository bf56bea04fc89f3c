"""docs/source.md accounts for every line of the source document, and names what is in the graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from graph.identity import is_id
from graph.kinds import MODEL
from graph.model import Basis
from graph.records import EdgeId
from graph.values import to_json
from tests.data.seed import SEED, bare
from tests.shared import ROOT, needs_shared

if TYPE_CHECKING:
    from graph.model import EdgeKind, NodeKind
    from graph.records import Node
    from graph.store import View

PAGE: Final = ROOT / "docs" / "source.md"
_EDGE: Final = re.compile(r"(?P<low>\S+) -(?P<kind>[A-Z_]+)-> (?P<high>\S+)")
_FIELD: Final = re.compile(r"(?P<id>\S+) \[(?P<field>\w+)(?:=(?P<value>.+))?\]")
_RANGE: Final = re.compile(r"(?P<first>\d+)(?:–(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of the page: its cells, and what stands in code in the last one."""

    cells: tuple[str, ...]

    @property
    def named(self) -> list[str]:
        """What the last cell names: nodes, fields, edges, kinds."""
        return re.findall(r"`([^`]+)`", self.cells[-1])

    @property
    def lines(self) -> range:
        """The lines of the source document that the row is about."""
        found = _RANGE.fullmatch(self.cells[0])
        assert found, self.cells[0]
        return range(int(found["first"]), int(found["last"] or found["first"]) + 1)


def rows() -> list[Row]:
    """Return all rows of the page's tables but their headings."""
    split = [
        tuple(cell.strip() for cell in line.strip("|").split(" | "))
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    return [Row(tuple(cell.strip("| ") for cell in cells)) for cells in split if _is_row(cells)]


def _is_row(cells: tuple[str, ...]) -> bool:
    return cells[0] not in {"lines", "fact", "what"}


def about_the_slides() -> list[Row]:
    """Return the rows that account for lines of the source document."""
    return [row for row in rows() if len(row.cells) == 3]


def node_of(view: View, node_id: str) -> Node:
    """Return a node that the page names; fails where it is not in the graph."""
    found = view.nodes([node_id])
    assert node_id in found, f"There is no node {node_id}."
    return found[node_id]


def basis_of(view: View, name: str) -> Basis | None:
    """Return the basis of what the page names, which must be there; None for kinds and fields."""
    if edge := _EDGE.fullmatch(name):
        edge_id = EdgeId(edge["kind"], edge["low"], edge["high"])
        found = view.edge_records([edge_id])
        assert edge_id in found, f"There is no edge {name}."
        return found[edge_id].basis
    if field := _FIELD.fullmatch(name):
        return _field_basis(view, field)
    if is_id(name):
        return node_of(view, name).basis
    kind, _, column = name.partition(".")
    known: dict[str, NodeKind | EdgeKind] = {**MODEL.node_kinds, **MODEL.edge_kinds}
    assert kind in known, f"{name} names nothing."
    assert not column or column in {each.name for each in MODEL.fields_of(known[kind])}, name
    return None


def _field_basis(view: View, field: re.Match[str]) -> Basis:
    node = node_of(view, field["id"])
    value = node.values.get(field["field"])
    assert value is not None, f"{field['id']} has no {field['field']}."
    if field["value"] is not None:
        wanted = field["value"]
        assert str(to_json(value)) == re.sub(r"(?<=\.\d)0$", "", wanted), field[0]
    return node.basis


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.cells[0][:60])
def test_what_a_row_names_is_in_the_graph(view: View, row: Row) -> None:
    """Each node, field, edge and kind is there; a row that rests on what is inferred says so."""
    found = {name: basis_of(view, name) for name in row.named}

    assert Basis.ILLUSTRATIVE not in found.values()
    inferred = [name for name, basis in found.items() if basis is Basis.INFERRED]
    assert not inferred or "inferred" in " ".join(row.cells), inferred


def test_no_row_leaves_the_reader_without_an_account() -> None:
    """A row that names nothing says why."""
    for row in about_the_slides():
        account = re.sub(r"`[^`]+`|[\s,;:.]", "", row.cells[-1])
        assert row.named or len(account) > 10, row


@needs_shared
def test_every_line_of_the_source_document_is_accounted_for_once() -> None:
    """Each line that is not blank lies in the lines of exactly one row, in order."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    written = [number for number, line in enumerate(lines, start=1) if line.strip()]
    told = [number for row in about_the_slides() for number in row.lines]

    assert sorted(set(told)) == told
    assert [number for number in written if number not in set(told)] == []
    assert told[-1] <= len(lines)


@needs_shared
@pytest.mark.parametrize("row", about_the_slides(), ids=lambda row: row.cells[0])
def test_a_row_quotes_the_lines_that_it_is_about(row: Row) -> None:
    """The quote stands there but for white space; `…` stands for what is left out."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    said = bare("".join(lines[number - 1] for number in row.lines))
    quote = row.cells[1]

    assert (quote[0], quote[-1]) == ("«", "»")
    parts = [bare(part) for part in quote[1:-1].split("…")]
    assert said.startswith(parts[0])
    assert re.search(".*".join(map(re.escape, parts)), said), quote


def test_every_node_from_the_slides_is_named_on_the_page(view: View) -> None:
    """What the graph took from the slides, the page says so."""
    named = set(re.findall(r"asker:[a-z0-9.-]*[a-z0-9]", PAGE.read_text(encoding="utf-8")))
    taken = {node.id for node in view.nodes(list(view.ids())).values() if "slides:" in node.source}

    assert {node_id for node_id in taken if node_id.startswith("asker:")} - named == set()
