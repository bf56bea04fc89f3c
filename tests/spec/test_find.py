"""Nodes are found by kind, text, fields and edges, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from graph.model import Basis
from graph.store import EdgeFilter, Scope, Search
from tests.spec.sketch import NOW, TODAY, change, node, sketch

if TYPE_CHECKING:
    from graph.store import GraphStore

ALL = Search(scope=NOW)


def test_all_is_found_when_nothing_is_asked(store: GraphStore) -> None:
    """A search without conditions finds every node in force, with its kind and basis."""
    store.apply(sketch("asker:delmal.1\nasker:tiltak.a (Measure) {basis=inferred}"))

    with store.read() as view:
        keys = view.find(ALL).keys

    assert keys == (
        ("asker:delmal.1", "Subgoal", Basis.DOCUMENTED),
        ("asker:tiltak.a", "Measure", Basis.INFERRED),
    )


def test_kinds(store: GraphStore) -> None:
    """Any of some kinds; no kinds at all find nothing."""
    store.apply(sketch("asker:tiltak.a -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"))

    assert found(store, replace(ALL, kinds=frozenset({"Measure", "SDGTarget"}))) == [
        "asker:tiltak.a",
        "sdg:11.6",
    ]
    assert found(store, replace(ALL, kinds=frozenset())) == []
    assert found(store, replace(ALL, kinds=frozenset({"Plan"}))) == []


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Sjøfront på Vollen", "sjøfront"),
        ("Sjøfront på Vollen", "SJØFRONT"),
        ("Sjøfront på Vollen", "sjofront"),
        ("Sjøfront på Vollen", "sjoefront"),
        ("Sjøfront på Vollen", "vollen pa sjø"),
        ("SJØFRONT", "sjø"),
        ("Åros elvepark", "aros"),
        ("Åros elvepark", "Aaros"),
        ("Åros elvepark", "A\u030aros"),
        ("Økt trygghet", "økt"),
        ("Økt trygghet", "Ø"),
        ("Ærfuglen", "aerfugl"),
        ("Weißenhof og straße", "strasse"),
        ("Weißenhof og straße", "STRASSE"),
        ("Weißenhof og straße", "straße"),
        ("STRASSE", "straße"),
        ("Kafé for eldre", "kafe"),
        ("Kafé for eldre", "KAFÉ"),
        ("Bolig-, areal- og transportplan", "areal"),
        ("Bolig-, areal- og transportplan", "transportplan bolig"),
        ("Sone-areal", "areal"),
        ("Sone-areal", "sone-areal"),
        ("Klima 2021–2024", "2024"),
        ("CO2 i «Heggedal»", "heggedal co2"),
        ("Barn og unge (0–18 år)", "18 år"),
        ("İstanbul", "istanbul"),
    ],
)
def test_a_word_is_found_in_each_spelling(store: GraphStore, title: str, query: str) -> None:
    """Capitals, accents and the ways to write æ, ø and å without them do not matter."""
    store.apply(change(node("asker:tiltak.a", title=title)))

    assert found(store, replace(ALL, text=query)) == ["asker:tiltak.a"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Sjøfront på Vollen", "front"),
        ("Sjøfront på Vollen", "sjøfront badeplass"),
        ("Sjofront", "sjø"),
        ("Aros", "åros"),
        ("Trygg skolevei", "skoleveier"),
        ("100 % fornybart", "%"),
        ("Gang_vei", "g_ng"),
        ("Trygg skolevei", "skole%vei"),
        ("Trygg skolevei", "…"),
        ("Trygg skolevei", "«»"),
    ],
)
def test_a_word_is_not_found_where_it_is_another(store: GraphStore, title: str, query: str) -> None:
    """Each word of the query starts a word, as it is written; punctuation alone finds nothing."""
    store.apply(change(node("asker:tiltak.a", title=title)))

    assert found(store, replace(ALL, text=query)) == []


def test_no_text_asks_for_nothing(store: GraphStore) -> None:
    """White space is no condition."""
    store.apply(sketch("asker:tiltak.a"))

    assert found(store, replace(ALL, text=" \t\n")) == ["asker:tiltak.a"]


def test_titles_and_descriptions_of_all_languages_are_looked_in(store: GraphStore) -> None:
    """Text is looked for in identifier, titles and descriptions, and nowhere else."""
    store.apply(
        sketch("""
            asker:tiltak.a (Measure) {title="Renhold", title_en="Street cleaning"}
            asker:tiltak.b (Measure) {title="Park", description_nn="Reinhald av kommunale vegar"}
            asker:tiltak.renhold (Measure) {title="Noe annet"}
            asker:tiltak.d (Measure) {title="Noe annet", place="Renhold"}
        """)
    )

    assert found(store, replace(ALL, text="renhold")) == ["asker:tiltak.a", "asker:tiltak.renhold"]
    assert found(store, replace(ALL, text="clean")) == ["asker:tiltak.a"]
    assert found(store, replace(ALL, text="reinhald veg")) == ["asker:tiltak.b"]


def test_a_goal_is_found_by_its_number(store: GraphStore) -> None:
    """A code is a word, and so are its ends: 11.6 finds the target, and who is numbered like it."""
    store.apply(sketch("sdg:11\nsdg:11.6\nsdg:6\nsdg:1.6\nasker:delmal.11.6"))

    assert found(store, replace(ALL, text="11.6")) == ["asker:delmal.11.6", "sdg:11.6"]


def test_text_follows_the_newest_wording(store: GraphStore) -> None:
    """A node is found by what it is called now."""
    store.apply(change(node("asker:tiltak.a", title="Gangvei")))

    store.apply(change(node("asker:tiltak.a", title="Sykkelvei")))

    assert found(store, replace(ALL, text="sykkelvei")) == ["asker:tiltak.a"]
    assert found(store, replace(ALL, text="gangvei")) == []


# --- fields ---------------------------------------------------------------------------------------


def test_a_field_has_any_of_the_values(store: GraphStore) -> None:
    """Values of one field are alternatives; different fields must all fit."""
    store.apply(
        sketch("""
            asker:tiltak.a (Measure) {type=action, funding=new_money}
            asker:tiltak.b (Measure) {type=investment, funding=new_money}
            asker:tiltak.c (Measure) {type=action}
            asker:tiltak.d
        """)
    )
    either = ("type", frozenset({"action", "investment"}))
    new_money = ("funding", frozenset({"new_money"}))

    assert found(store, replace(ALL, fields=(either,))) == [
        "asker:tiltak.a",
        "asker:tiltak.b",
        "asker:tiltak.c",
    ]
    assert found(store, replace(ALL, fields=(either, new_money))) == [
        "asker:tiltak.a",
        "asker:tiltak.b",
    ]
    assert found(store, replace(ALL, fields=(("type", frozenset()),))) == []


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("period_from", "2021"),
        ("climate_tonnes", "12.5"),
        ("pilot", "yes"),
        ("climate", "no"),
        ("valid_from", "2020-06-09"),
        ("place", 'Heggedal "sentrum", 1%'),
        ("basis", "documented"),
        ("links", "https://b.no"),
        ("complete", "CARRIES_OUT:out"),
    ],
)
def test_a_value_is_asked_for_as_it_is_written(store: GraphStore, column: str, text: str) -> None:
    """Numbers, decimals, yes and no, and dates are written as in files; of several, any counts."""
    store.apply(
        change(
            node(
                "asker:tiltak.a",
                period_from=2021,
                climate_tonnes=Decimal("12.50"),
                pilot=True,
                climate=False,
                valid_from=date(2020, 6, 9),
                place='Heggedal "sentrum", 1%',
                links=("https://a.no", "https://b.no"),
                complete=("ADVANCES:out", "CARRIES_OUT:out"),
            ),
            node("asker:tiltak.b", basis="inferred"),
        )
    )

    assert found(store, replace(ALL, fields=((column, frozenset({text, "?"})),))) == [
        "asker:tiltak.a"
    ]


@pytest.mark.parametrize("text", ["true", "1", "True", "no", "YES", ""])
def test_a_yes_is_asked_for_with_that_word_only(store: GraphStore, text: str) -> None:
    """Engines write yes in their own ways; questions do not."""
    store.apply(sketch("asker:tiltak.a (Measure) {pilot=yes}"))

    assert found(store, replace(ALL, fields=(("pilot", frozenset({text})),))) == []


@pytest.mark.parametrize("column", ["bogus", "direction", 'a"b', "a.b", "$", "title]", "x' OR 1"])
def test_a_field_that_a_kind_does_not_have_is_not_found(store: GraphStore, column: str) -> None:
    """Whatever the column is called, a node without it does not pass."""
    store.apply(sketch("asker:tiltak.a"))

    assert found(store, replace(ALL, fields=((column, frozenset({"up"})),))) == []


# --- edges ----------------------------------------------------------------------------------------


def test_an_edge_out(store: GraphStore) -> None:
    """Nodes with an edge of a kind to any of some nodes."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.b -ADVANCES-> asker:delmal.2
            asker:tiltak.c -ADVANCES-> asker:delmal.3
            asker:tiltak.d -CARRIES_OUT-> asker:strategi.1 -ADVANCES-> asker:delmal.1
            asker:delmal.1 -AFFECTS[x]-> asker:delmal.2 {score=1}
        """)
    )
    advances = EdgeFilter(
        "ADVANCES", outgoing=True, others=frozenset({"asker:delmal.1", "asker:delmal.2"})
    )

    assert found(store, replace(ALL, edges=(advances,))) == [
        "asker:strategi.1",
        "asker:tiltak.a",
        "asker:tiltak.b",
    ]


def test_an_edge_in(store: GraphStore) -> None:
    """Nodes that an edge of a kind comes into from any of some nodes."""
    store.apply(
        sketch("""
            asker:tjenesteomrade.a -FOLLOWS_UP-> asker:delmal.1
            asker:tjenesteomrade.b -FOLLOWS_UP-> asker:delmal.2
            asker:delmal.3
        """)
    )
    followed = EdgeFilter(
        "FOLLOWS_UP", outgoing=False, others=frozenset({"asker:tjenesteomrade.a"})
    )

    assert found(store, replace(ALL, edges=(followed,))) == ["asker:delmal.1"]
    assert found(store, replace(ALL, edges=(replace(followed, others=frozenset()),))) == []


def test_several_edges_must_all_be_there(store: GraphStore) -> None:
    """Each filter may be met by another edge."""
    store.apply(
        sketch("""
            asker:virksomhet.a -RESPONSIBLE_FOR-> asker:tiltak.a {role=lead}
            asker:tiltak.a -ADVANCES-> asker:delmal.1
            asker:tiltak.b -ADVANCES-> asker:delmal.1
        """)
    )
    advances = EdgeFilter("ADVANCES", outgoing=True, others=frozenset({"asker:delmal.1"}))
    led = EdgeFilter("RESPONSIBLE_FOR", outgoing=False, others=frozenset({"asker:virksomhet.a"}))

    assert found(store, replace(ALL, edges=(advances, led))) == ["asker:tiltak.a"]


def test_parallel_edges_find_a_node_once(store: GraphStore) -> None:
    """A node with two edges that fit is one result."""
    store.apply(
        sketch("""
            sdg:11 -AFFECTS[buss]-> sdg:13 {score=1}
            sdg:11 -AFFECTS[bil]-> sdg:13 {score=1}
            sdg:11 -AFFECTS[bil]-> sdg:15 {score=1}
        """)
    )
    affects = EdgeFilter("AFFECTS", outgoing=True, others=frozenset({"sdg:13", "sdg:15"}))

    with store.read() as view:
        assert view.find(replace(ALL, edges=(affects,))).total == 1


def test_an_edge_must_be_in_scope(store: GraphStore) -> None:
    """An edge counts only with both its ends: in force, of a basis and organisation asked for."""
    store.apply(
        sketch("""
            asker:tiltak.a -ADVANCES-> asker:delmal.1 {valid_to=2024-01-01}
            asker:tiltak.b -ADVANCES-> asker:delmal.1 {basis=inferred}
            asker:delmal.2 (Subgoal) {valid_from=2030-01-01}
            asker:tiltak.c -ADVANCES-> asker:delmal.2
            asker:plan.1 -FOLLOWS-> viken:plan.1
        """)
    )
    goals = frozenset({"asker:delmal.1", "asker:delmal.2"})
    advances = replace(ALL, edges=(EdgeFilter("ADVANCES", outgoing=True, others=goals),))
    follows = replace(
        ALL, edges=(EdgeFilter("FOLLOWS", outgoing=True, others=frozenset({"viken:plan.1"})),)
    )

    assert found(store, advances) == ["asker:tiltak.b"]
    assert found(store, replace(advances, scope=documented_in(2026))) == []
    assert found(store, replace(advances, scope=documented_in(2023))) == ["asker:tiltak.a"]
    assert found(store, replace(advances, scope=documented_in(2030))) == ["asker:tiltak.c"]
    assert found(store, follows) == ["asker:plan.1"]
    assert found(store, replace(follows, scope=replace(NOW, organisation="asker"))) == []


# --- scope ----------------------------------------------------------------------------------------


def test_a_node_counts_from_its_first_day_until_before_its_last(store: GraphStore) -> None:
    """`valid_to` is the first day on which it no longer counts."""
    store.apply(sketch("asker:tiltak.a (Measure) {valid_from=2020-06-09, valid_to=2024-01-01}"))

    days = ["2020-06-08", "2020-06-09", "2023-12-31", "2024-01-01"]
    totals = []
    for day in days:
        with store.read() as view:
            scope = replace(NOW, as_of=date.fromisoformat(day))
            totals.append(view.find(replace(ALL, scope=scope)).total)

    assert totals == [0, 1, 1, 0]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(9999, 12, 31)])
def test_the_first_and_the_last_days_of_the_calendar(store: GraphStore, day: date) -> None:
    """A node without dates is always in force; far dates compare as days, not as text."""
    store.apply(
        change(
            node("asker:tiltak.a"),
            node("asker:tiltak.b", valid_from=date(1, 1, 1)),
            node("asker:tiltak.c", valid_from=date(9999, 12, 31)),
        )
    )
    last = ["asker:tiltak.c"] if day == date(9999, 12, 31) else []

    found_then = found(store, replace(ALL, scope=replace(NOW, as_of=day)))

    assert found_then == ["asker:tiltak.a", "asker:tiltak.b", *last]


def test_organisation(store: GraphStore) -> None:
    """An organisation sees its own nodes and the shared ones."""
    store.apply(sketch("asker:tiltak.a\nbaerum:tiltak.a\nsdg:11\nnorway:2019.1"))

    assert found(store, replace(ALL, scope=replace(NOW, organisation="asker"))) == [
        "asker:tiltak.a",
        "norway:2019.1",
        "sdg:11",
    ]
    assert found(store, replace(ALL, scope=replace(NOW, organisation="sdg"))) == [
        "norway:2019.1",
        "sdg:11",
    ]


def test_basis(store: GraphStore) -> None:
    """Only nodes that rest on what was asked for are found."""
    store.apply(
        sketch("""
            asker:tiltak.a
            asker:tiltak.b (Measure) {basis=inferred}
            asker:tiltak.c (Measure) {basis=illustrative}
        """)
    )

    def resting_on(*basis: Basis) -> list[str]:
        return found(store, replace(ALL, scope=replace(NOW, basis=frozenset(basis))))

    assert resting_on(Basis.DOCUMENTED) == ["asker:tiltak.a"]
    assert resting_on(Basis.INFERRED, Basis.ILLUSTRATIVE) == ["asker:tiltak.b", "asker:tiltak.c"]
    assert resting_on() == []


# --- pages ----------------------------------------------------------------------------------------


def test_pages_follow_each_other_without_gap_or_overlap(store: GraphStore) -> None:
    """Going on after the last of each page passes every node once; the total is of the whole."""
    store.apply(sketch("\n".join(f"asker:tiltak.{number}" for number in range(1, 13))))
    pages: list[list[str]] = []
    last = None

    while not pages or pages[-1]:
        with store.read() as view:
            page = view.find(replace(ALL, after=last, limit=5))
        assert page.total == 12
        pages.append([key.id for key in page.keys])
        last = pages[-1][-1] if pages[-1] else None

    assert [len(each) for each in pages] == [5, 5, 2, 0]
    assert sum(pages, []) == [f"asker:tiltak.{number}" for number in range(1, 13)]  # noqa: RUF017


def test_a_page_begins_after_a_node_that_is_not_there(store: GraphStore) -> None:
    """A cursor keeps its place when its node is removed meanwhile."""
    store.apply(sketch("asker:tiltak.2\nasker:tiltak.10"))

    assert found(store, replace(ALL, after="asker:tiltak.9")) == ["asker:tiltak.10"]


def test_a_page_of_none_still_counts(store: GraphStore) -> None:
    """A limit of 0 asks only how many there are."""
    store.apply(sketch("asker:tiltak.2\nasker:tiltak.10"))

    with store.read() as view:
        page = view.find(replace(ALL, limit=0))

    assert (page.keys, page.total) == ((), 2)


def test_among(store: GraphStore) -> None:
    """Only some nodes are looked at; what is not there is not found."""
    store.apply(sketch("asker:tiltak.a\nasker:tiltak.b\nasker:delmal.1"))
    among = replace(ALL, among=frozenset({"asker:tiltak.b", "asker:delmal.1", "asker:bogus"}))

    assert found(store, among) == ["asker:delmal.1", "asker:tiltak.b"]
    assert found(store, replace(among, kinds=frozenset({"Measure"}))) == ["asker:tiltak.b"]
    assert found(store, replace(ALL, among=frozenset())) == []


def documented_in(year: int) -> Scope:
    """Return the scope of what is documented, on this day of a year."""
    return Scope(as_of=TODAY.replace(year=year), basis=frozenset({Basis.DOCUMENTED}))


def found(store: GraphStore, search: Search) -> list[str]:
    """Return the identifiers of what a search finds; without pages the total is their number."""
    with store.read() as view:
        page = view.find(search)
    if search.after is None and search.limit is None:
        assert page.total == len(page.keys)
    return [key.id for key in page.keys]
