"""A graph file carries the whole graph: out of a store, into another, and out again as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.errors import Refused
from graph.graph_lines import GraphFile, history_lines, state_lines
from graph.kinds import MODEL
from graph.records import Node
from tests.spec.sketch import change, edge_id, node, sketch
from tests.spec.test_filling import LINK, assert_empty, lived

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.changes import PastChange
    from graph.records import Value
    from graph.store import GraphStore


def history_of(lines: Iterable[bytes]) -> Iterable[PastChange]:
    """Return the changes in the lines of a graph file."""
    return GraphFile.of(MODEL, "graph.jsonl", lines).history()


def test_a_graph_file_is_the_same_after_a_round_trip(store: GraphStore) -> None:
    """Byte for byte: fields of every type, what went, and keys that did nothing."""
    source = lived()
    source.apply(
        sketch("""
            asker:tiltak.c (Measure) {title="«Økt» \\u2028 –", climate_tonnes=12.50, pilot=yes}
            asker:delmal.1 (Subgoal) {links="https://a.no https://b.no", valid_from=2020-06-09}
        """)
    )
    lines: Value = ({"year": 2022, "type": "operating", "net": -250},)
    source.apply(change(node("asker:tiltak.d", budget=lines)))
    written = list(history_lines(source))

    store.fill(history_of(written))

    assert list(history_lines(store)) == written
    with store.read() as ours, source.read() as theirs:
        assert list(state_lines(ours)) == list(state_lines(theirs))


def test_a_key_survives_the_move(store: GraphStore) -> None:
    """Whoever sends a change again after the move is told what it led to before."""
    source = lived()
    store.fill(history_of(history_lines(source)))

    for key, number in {
        **{each.key: each.number for each in source.revisions()},
        "idle 3": 4,
    }.items():
        assert store.apply(replace(sketch("asker:tiltak.ny"), key=key)).number == number


def test_names_are_carried_only_when_asked_for(store: GraphStore) -> None:
    """A copy outlives the erasure of a name, so it holds identifiers alone."""
    store.apply(sketch("asker:tiltak.a"))
    store.name_author("kari", "Kari Nordmann")

    without, file = b"".join(history_lines(store)), list(history_lines(store, names=True))
    read = GraphFile.of(MODEL, "graph.jsonl", file)
    list(read.history())

    assert "Nordmann" not in without.decode()
    assert b'"author": "kari"' in without
    assert read.names == {"kari": "Kari Nordmann"}


def test_what_is_written_meanwhile_is_left_out(store: GraphStore) -> None:
    """A copy is of one revision, also while others write."""
    store.apply(sketch(LINK))
    before = list(history_lines(store))
    lines = history_lines(store)
    begun = [next(lines)]

    store.apply(sketch("asker:tiltak.b"))

    assert [*begun, *lines] == before


def test_the_state_alone_leaves_out_what_is_invented(store: GraphStore) -> None:
    """Data for others hold nothing invented unless that was asked for, nor edges of what is."""
    store.apply(
        sketch(f"""
            {LINK}
            asker:tiltak.c (Measure) {{basis=illustrative}}
            asker:tiltak.c -ADVANCES-> asker:delmal.1
            asker:tiltak.b -ADVANCES-> asker:delmal.1 {{basis=illustrative}}
        """)
    )

    with store.read() as view:
        public = list(GraphFile.of(MODEL, "graph.jsonl", state_lines(view)).records())
        every = list(GraphFile.of(MODEL, "graph.jsonl", state_lines(view, invented=True)).records())

    assert [each.id for each in public if isinstance(each, Node)] == [
        "asker:delmal.1",
        "asker:tiltak.a",
        "asker:tiltak.b",
    ]
    assert [each.id for each in public if not isinstance(each, Node | str | tuple)] == [
        edge_id(LINK)
    ]
    assert len(every) == 7


def test_a_problem_in_a_file_names_its_line(store: GraphStore) -> None:
    """What the graph has against a record is told with the line that it stands in."""
    source = lived()
    lines = [
        each.replace(b'"title": "Ny ordlyd"', b'"titel": "Ny ordlyd"')
        for each in history_lines(source)
    ]

    with pytest.raises(Refused) as refused:
        store.fill(history_of(lines))

    assert {str(each.origin) for each in refused.value.problems} == {
        "graph.jsonl, line 11, column titel",
        "graph.jsonl, line 11, column title",
    }
    assert_empty(store)


def test_a_file_that_was_edited_is_refused_at_its_end(store: GraphStore) -> None:
    """Every change fits, but the checksum does not: nothing of it is kept."""
    lines = [each.replace(b"Ny ordlyd", b"Nye ord") for each in history_lines(lived())]

    with pytest.raises(Refused, match="checksum does not fit"):
        store.fill(history_of(lines))

    assert_empty(store)
