"""The picture as a table and as JSON: the same edges, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given

from graph.kinds import MODEL
from tests.views.drawing import picture, pictures
from tests.views.test_layout import drawn_often
from views.documents import red_thread_document
from views.edge_table import HEADINGS, rows

if TYPE_CHECKING:
    from graph.red_thread import Pictured


@given(pictures())
@drawn_often
def test_the_table_holds_every_edge_of_the_picture_once(found: Pictured) -> None:
    """Whatever is gathered in groups."""
    told = [edge for row in rows(found, MODEL) for edge in row.edges]
    drawn = [edge for link in found.links for edge in link.edges]

    assert sorted(told) == sorted(drawn)


@given(pictures())
@drawn_often
def test_the_documents_edges_are_the_tables_rows(found: Pictured) -> None:
    """A test of the page counts on it."""
    document = json.loads(json.dumps(red_thread_document(MODEL, found)))

    assert [(edge["from"], edge["edge"], edge["to"]) for edge in document["edges"]] == [
        (row.lower.key, row.kind.name, row.upper.key) for row in rows(found, MODEL)
    ]
    keys = [item["key"] for column in document["columns"] for item in column["items"]]
    assert keys == list(found.items)


def test_a_row_reads_as_a_sentence() -> None:
    """From, link, to, how many, basis, and how it stands to the thread."""
    found = picture(focus=frozenset({"sdg:11.6"}))
    told = [row.cells(MODEL, "nb", chosen=True) for row in rows(found, MODEL)]

    assert (
        "Renhold (oppdiktet)",
        "bidrar til",
        "11.6 11.6",
        "1",
        "oppdiktet",
        "på den valgte tråden",
    ) in told
    assert {len(row) for row in told} == {len(HEADINGS)}
    assert told[-1][-1] == "utenfor tråden"


def test_a_groups_row_counts_its_edges() -> None:
    """Two measures under one strategy are one row of two."""
    found = picture(
        "asker:tiltak.1 -CARRIES_OUT-> asker:strategi.1\n"
        "asker:tiltak.2 -CARRIES_OUT-> asker:strategi.1",
        fold=frozenset({"measures"}),
    )
    (row,) = rows(found, MODEL)

    assert row.cells(MODEL, "en", chosen=False)[:4] == (
        "2 measures",
        "carries out",
        "strategi.1",
        "2",
    )


def test_what_a_unit_does_for_its_service_area_says_so() -> None:
    """The edge is the unit's, the item the service area's."""
    found = picture(
        "asker:virksomhet.1 -UNDER-> asker:tjenesteomrade.1\n"
        "asker:virksomhet.1 -RESPONSIBLE_FOR-> asker:tiltak.1 {role=lead}",
        beside=frozenset({"ServiceArea"}),
    )
    (row,) = rows(found, MODEL)

    assert row.cells(MODEL, "nb", chosen=False)[1] == "har ansvar for (gjennom virksomhet.1)"
    assert red_thread_document(MODEL, found)["edges"][0]["through"] == "asker:virksomhet.1"
