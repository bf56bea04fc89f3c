"""A change is applied whole or not at all, once, and what it did can be read afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from graph.errors import Refused
from graph.store import EdgeSearch
from tests.spec.sketch import change, edge_id, node, sketch

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.records import Value
    from graph.store import GraphStore


def test_what_is_put_can_be_read(store: GraphStore) -> None:
    """Nodes and edges come back with every field as it was put."""
    drawn = sketch("""
        asker:tiltak.a (Measure) {title="Sykkelvei", climate_tonnes=12.50, pilot=yes, type=action}
        asker:delmal.1 (Subgoal) {links="https://a.no https://b.no", valid_from=2020-06-09}
        asker:tiltak.a -ADVANCES-> asker:delmal.1 {primary=yes, basis=inferred}
    """)

    store.apply(drawn)

    with store.read() as view:
        stored = view.nodes(["asker:tiltak.a", "asker:delmal.1"])
        edges = view.edge_records([edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")])
    assert {*stored.values(), *edges.values()} == set(drawn.puts)


def test_sub_tables_are_kept_in_order(store: GraphStore) -> None:
    """Rows of a sub-table keep their order and their types, and what is missing stays missing."""
    lines: Value = (
        {"year": 2022, "type": "operating", "net": -250},
        {"year": 2021, "type": "investment", "net": 0, "financing": "loan"},
    )

    store.apply(change(node("asker:tiltak.a", budget=lines)))

    with store.read() as view:
        assert view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].values["budget"] == lines


def test_text_that_looks_like_a_query_is_text(store: GraphStore) -> None:
    """Quotes, braces, markup and query languages in a text are stored and shown as they are."""
    title = "'; DROP TABLE node; -- \" }) MATCH (n) DETACH DELETE n // <script>%_\\ 😀\n\tslutt"

    store.apply(change(node("asker:tiltak.a", title=title)))

    with store.read() as view:
        assert view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].title == title


@pytest.mark.parametrize(
    "number",
    [
        Decimal("0.1"),
        Decimal(-1200),
        Decimal(2**53 - 1),
        Decimal("0.1234567890123456789012345678901234567890"),
        Decimal("9007199254740990.9999999999999999999999999"),
    ],
)
def test_a_decimal_is_kept_to_its_last_digit(store: GraphStore, number: Decimal) -> None:
    """Decimals are never rounded, and putting the same one again changes nothing."""
    drawn = change(node("asker:tiltak.a", climate_tonnes=number))
    store.apply(drawn)

    again = store.apply(replace(drawn, key="again"))

    assert again.number == 1
    with store.read() as view:
        values = view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].values
    assert values["climate_tonnes"] == number


def test_absent_nodes_and_edges_are_left_out(store: GraphStore) -> None:
    """Asking for the records of what does not exist gives nothing, and is no error."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    there = edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")

    with store.read() as view:
        nodes = view.nodes(["asker:tiltak.b", "asker:tiltak.a\0", "", "ASKER:TILTAK.A"])
        edges = view.edge_records(
            [
                there._replace(kind="PART_OF"),
                there._replace(to_id="asker:delmal.1\0"),
                there._replace(key="x"),
                there._replace(key="\0"),
            ]
        )
        assert view.nodes([]) == {}
        assert view.edge_records([]) == {}
    assert nodes == {}
    assert edges == {}


def test_a_put_replaces_the_whole_record(store: GraphStore) -> None:
    """A field that the new record does not have is gone."""
    store.apply(sketch('asker:tiltak.a (Measure) {description="Fra 2021", place=Heggedal}'))

    store.apply(sketch("asker:tiltak.a (Measure) {place=Borgen}"))

    with store.read() as view:
        values = view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].values
    assert values["place"] == "Borgen"
    assert "description" not in values


def test_one_problem_refuses_the_whole_change(store: GraphStore) -> None:
    """Nothing of a change with a problem is done, and the next revision has no hole."""
    store.apply(sketch("asker:tiltak.a"))

    with pytest.raises(Refused):
        store.apply(
            change(
                node("asker:tiltak.b"),
                node("asker:tiltak.c", title=None),
                removes=["asker:tiltak.a"],
            )
        )

    with store.read() as view:
        assert list(view.ids()) == ["asker:tiltak.a"]
        assert view.revision == 1
    assert store.apply(sketch("asker:tiltak.b")).number == 2


def test_puts_may_stand_in_any_order(store: GraphStore) -> None:
    """An edge may be put before the nodes that it joins."""
    drawn = sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1")

    store.apply(replace(drawn, puts=tuple(reversed(drawn.puts))))

    with store.read() as view:
        assert len(view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))) == 1


def test_a_key_is_applied_once(store: GraphStore) -> None:
    """The same key again returns the first revision and does nothing, whatever the change holds."""
    first = store.apply(replace(sketch("asker:tiltak.a"), key="load-1"))
    store.apply(sketch("asker:tiltak.b"))

    again = store.apply(replace(sketch("asker:tiltak.c"), key="load-1"))

    assert again == first
    with store.read() as view:
        assert sorted(view.ids()) == ["asker:tiltak.a", "asker:tiltak.b"]


def test_a_key_is_looked_at_before_the_problems(store: GraphStore) -> None:
    """Whoever sends a change again because the answer was lost is not told of a conflict."""
    drawn = replace(sketch("asker:tiltak.a"), expects={"asker:tiltak.a": 0})
    first = store.apply(drawn)

    assert store.apply(drawn) == first


def test_a_refused_key_is_not_used_up(store: GraphStore) -> None:
    """A mended change may come with the key of the one that was refused."""
    with pytest.raises(Refused):
        store.apply(replace(change(node("asker:tiltak.a", title=None)), key="load-1"))

    assert store.apply(replace(sketch("asker:tiltak.a"), key="load-1")).number == 1


def test_what_changes_nothing_makes_no_revision(store: GraphStore) -> None:
    """Putting what is there already returns the newest revision and writes none."""
    drawn = sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1")
    store.apply(drawn)
    newest = store.apply(sketch("asker:tiltak.b"))

    again = store.apply(replace(drawn, key="the same once more"))

    assert again == newest
    assert len(store.revisions()) == 2


def test_the_first_change_makes_a_revision_even_when_empty(store: GraphStore) -> None:
    """`apply` always has a revision to return."""
    assert store.apply(change()).number == 1
    assert store.apply(change()).number == 1


def test_an_empty_store_is_revision_zero(store: GraphStore) -> None:
    """Before the first change there is nothing, and no revision."""
    with store.read() as view:
        assert view.revision == 0
        assert list(view.ids()) == []
    assert list(store.revisions()) == []
    assert list(store.changes()) == []


def test_revisions_tell_who_when_why_and_under_which_case(store: GraphStore) -> None:
    """Revisions are numbered from 1 without holes, and say what their changes said."""
    before = datetime.now(UTC)
    first = store.apply(
        replace(sketch("asker:tiltak.a"), key="k", author="kari", reason="vedtatt", case="S19/1")
    )
    second = store.apply(sketch("asker:tiltak.b"))

    assert (first.key, first.author, first.reason, first.case) == ("k", "kari", "vedtatt", "S19/1")
    assert second.case is None
    assert list(store.revisions()) == [first, second]
    assert [revision.number for revision in store.revisions()] == [1, 2]
    assert before <= first.at <= second.at <= datetime.now(UTC)
    assert first.at.utcoffset() == timedelta(0)


def test_a_node_goes_with_its_edges_only_when_they_go_too(store: GraphStore) -> None:
    """Removing a node and all its edges in one change leaves nothing of them."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1"))
    edge = edge_id("asker:tiltak.a -ADVANCES-> asker:delmal.1")

    store.apply(change(removes=["asker:tiltak.a", edge]))

    with store.read() as view:
        assert list(view.ids()) == ["asker:delmal.1"]
        assert view.edge_records([edge]) == {}


def test_a_removed_edge_leaves_its_ends(store: GraphStore) -> None:
    """Only the edge of that kind, ends and key goes."""
    store.apply(
        sketch("""
            sdg:11 -AFFECTS[buss]-> sdg:13 {score=2}
            sdg:11 -AFFECTS[bil]-> sdg:13 {score=-2}
            sdg:13 -AFFECTS[bil]-> sdg:11 {score=-1}
        """)
    )

    store.apply(change(removes=[edge_id("sdg:11 -AFFECTS[bil]-> sdg:13")]))

    with store.read() as view:
        left = view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
        assert [(edge.from_id, edge.key) for edge in left] == [
            ("sdg:11", "buss"),
            ("sdg:13", "bil"),
        ]
        assert sorted(view.ids()) == ["sdg:11", "sdg:13"]


def test_what_was_removed_may_come_back(store: GraphStore) -> None:
    """A node that is put again after its removal is new, also as another kind."""
    store.apply(sketch("asker:x (Measure)"))
    store.apply(change(removes=["asker:x"]))

    store.apply(sketch("asker:x (Strategy)"))

    with store.read() as view:
        back = view.nodes(["asker:x"])["asker:x"]
    assert (back.kind, back.revision, back.text_revision) == ("Strategy", 3, 3)


def test_a_node_knows_the_revision_that_last_changed_it(store: GraphStore) -> None:
    """An unchanged node keeps its revision while others change."""
    store.apply(sketch("asker:tiltak.a\nasker:tiltak.b"))

    store.apply(sketch("asker:tiltak.a\nasker:tiltak.b (Measure) {place=Borgen}"))

    with store.read() as view:
        revisions = {key: each.revision for key, each in view.nodes(list(view.ids())).items()}
    assert revisions == {"asker:tiltak.a": 1, "asker:tiltak.b": 2}


def test_an_expected_revision_lets_the_change_pass(store: GraphStore) -> None:
    """Whoever saw the newest revision of a node, or saw that there was none, may change it."""
    store.apply(sketch("asker:tiltak.a"))

    store.apply(
        change(
            node("asker:tiltak.a", place="Borgen"),
            node("asker:tiltak.b"),
            expects={"asker:tiltak.a": 1, "asker:tiltak.b": 0},
        )
    )

    with store.read() as view:
        assert view.revision == 2


def test_of_two_who_change_the_same_the_second_is_told(store: GraphStore) -> None:
    """A change made for an older revision of a node is refused, and names both revisions."""
    store.apply(sketch("asker:tiltak.a"))
    store.apply(change(node("asker:tiltak.a", place="Borgen"), expects={"asker:tiltak.a": 1}))

    with pytest.raises(Refused, match=r"changed in revision 2, after revision 1"):
        store.apply(change(node("asker:tiltak.a", place="Heggedal"), expects={"asker:tiltak.a": 1}))

    with store.read() as view:
        assert view.nodes(["asker:tiltak.a"])["asker:tiltak.a"].values["place"] == "Borgen"


def test_changes_made_at_once_come_one_after_the_other(store: GraphStore) -> None:
    """Writers in several threads wait for each other: no revision is lost and none skipped."""

    def write(writer: int) -> None:
        for number in range(5):
            store.apply(sketch(f"asker:tiltak.{writer}.{number}"))

    run_at_once(write, 4)

    assert [revision.number for revision in store.revisions()] == list(range(1, 21))
    with store.read() as view:
        assert len(list(view.ids())) == 20


def test_of_many_who_change_the_same_at_once_one_succeeds(store: GraphStore) -> None:
    """What a change expects is looked at under the lock that it is written under."""
    store.apply(sketch("asker:tiltak.a"))
    refused = []

    def write(writer: int) -> None:
        mine = node("asker:tiltak.a", place=f"sted {writer}")
        try:
            store.apply(change(mine, expects={"asker:tiltak.a": 1}))
        except Refused as error:
            refused.append(error)

    run_at_once(write, 6)

    assert len(refused) == 5
    assert len(store.revisions()) == 2


def test_the_same_key_at_once_is_applied_once(store: GraphStore) -> None:
    """A change that is sent twice at once is done once."""
    drawn = sketch("asker:tiltak.a")

    run_at_once(lambda _: store.apply(drawn), 6)

    assert len(store.revisions()) == 1


def test_names_of_authors_can_be_erased(store: GraphStore) -> None:
    """Revisions hold an identifier for good; the name beside it can be changed and erased."""
    store.apply(replace(sketch("asker:tiltak.a"), author="u17"))
    store.name_author("u17", "Kari Nordmann")
    store.name_author("u18", "Ola Nordmann")

    assert store.authors() == {"u17": "Kari Nordmann", "u18": "Ola Nordmann"}

    store.name_author("u18", "Ola Hansen")
    store.name_author("u17", None)
    store.name_author("u99", None)

    assert store.authors() == {"u18": "Ola Hansen"}
    assert store.revisions()[0].author == "u17"


def run_at_once(work: Callable[[int], object], count: int) -> None:
    """Do a piece of work in several threads, and wait for them all."""
    failures: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - handed on to the test below
            failures.append(error)

    threads = [Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
