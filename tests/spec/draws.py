"""What Hypothesis draws: graphs, changes to them and questions about them.

All is drawn from a small world, so that what is drawn meets: two organisations that share their
goals, a handful of nodes of each kind on the thread, a few dates and a few words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from hypothesis import strategies as st

from graph.identity import namespace_of
from graph.kinds import MODEL
from graph.model import ALL_BASES, Basis, Direction, Mode
from graph.questions import RedThread, Which
from graph.records import EdgeId
from graph.store import EdgeFilter, EdgeSearch, Scope, Search, Section, Walk
from tests.spec.sketch import change, edge, kind_of, node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.changes import ChangeSet
    from graph.identity import NodeId
    from graph.records import Edge, Node, Value
    from tests.spec.naive import NaiveView

Record = TypeVar("Record", "Node", "Edge")

_SHARED: Final = ("sdg:layer.society", "sdg:1", "sdg:11", "sdg:11.2", "sdg:11.10", "sdg:11.a")
_OWN: Final = (
    "satsingsomrade.1",
    "hovedmal.1",
    "delmal.2",
    "delmal.10",
    "strategi.1",
    "strategi.2",
    "tiltak.1",
    "tiltak.2",
    "tiltak.10",
    "tiltak.a",
    "tjenesteomrade.1",
    "plan.1",
    "plan.2",
)
NODE_IDS: Final = (*_SHARED, *(f"{home}:{own}" for home in ("asker", "baerum") for own in _OWN))
EDGE_IDS: Final = tuple(
    EdgeId(kind.name, low, high, key)
    for kind in MODEL.edges
    for low in NODE_IDS
    for high in NODE_IDS
    if low != high and (kind_of(low), kind_of(high)) in MODEL.ends(kind.name)
    if kind.crosses or namespace_of(high) in {namespace_of(low), "sdg"}
    for key in (("buss", "bil") if kind.key else ("",))
)
"""Every edge that the small world's nodes may have."""

_THREAD_IDS: Final = tuple(
    each for each in EDGE_IDS if MODEL.edge_kinds[each.kind].mode is not None
)
_KINDS: Final = tuple(sorted({kind_of(node_id) for node_id in NODE_IDS}))
_DAYS: Final = tuple(date(year, 1, 1) for year in (2020, 2022, 2024, 2026))
_WORDS: Final = ("Sykkelvei", "Økt trygghet i Åros", "Aros og straße", "Areal- og transport")

_ALWAYS_THERE: Final[Mapping[str, Mapping[str, Value]]] = {
    "AFFECTS": {"score": 1},
    "ASSESSED": {"outcome": "chosen"},
    "RESPONSIBLE_FOR": {"role": "lead"},
}
"""What edges of some kinds must have."""

# What is named twice is drawn twice as often.
_BASES: Final = st.sampled_from(("documented", "documented", "inferred", "illustrative"))
_NODE_IDS: Final = st.sampled_from(NODE_IDS)
_EDGE_IDS: Final = st.one_of(st.sampled_from(_THREAD_IDS), st.sampled_from(EDGE_IDS))
_SPAN: Final[Mapping[str, st.SearchStrategy[Value]]] = {
    "valid_from": st.sampled_from(_DAYS[:2]),
    "valid_to": st.sampled_from(_DAYS[2:]),
}
_SPANS: Final = st.integers(0, 3).flatmap(
    lambda number: st.fixed_dictionaries({}, optional=_SPAN if number == 3 else {})
)
_MEASURE_FIELDS: Final[Mapping[str, st.SearchStrategy[Value]]] = {
    "type": st.sampled_from(("action", "investment")),
    "pilot": st.booleans(),
    "period_from": st.sampled_from((2021, 2022)),
    "links": st.sampled_from((("https://a.no",), ("https://b.no", "https://a.no"))),
}

# --- graphs and changes ---------------------------------------------------------------------------


@st.composite
def nodes(draw: st.DrawFn, node_id: NodeId) -> Node:
    """Draw a node."""
    fields: dict[str, Value] = {
        "title": draw(st.sampled_from(_WORDS)),
        "basis": draw(_BASES),
        **draw(_SPANS),
    }
    if kind_of(node_id) == "Measure":
        fields |= draw(st.fixed_dictionaries({}, optional=_MEASURE_FIELDS))
    return node(node_id, **fields)


@st.composite
def edges(draw: st.DrawFn, edge_id: EdgeId) -> Edge:
    """Draw an edge."""
    fields: dict[str, Value] = {
        **_ALWAYS_THERE.get(edge_id.kind, {}),
        "basis": draw(_BASES),
        **draw(_SPANS),
    }
    if "primary" in MODEL.columns[edge_id.kind] and draw(st.booleans()):
        fields["primary"] = draw(st.booleans())
    return edge(edge_id.kind, edge_id.from_id, edge_id.to_id, key=edge_id.key, **fields)


@st.composite
def graphs(draw: st.DrawFn) -> ChangeSet:
    """Draw a change that puts a whole graph, without problems."""
    # Of a list alone Hypothesis mostly draws a short one.
    bundle = st.lists(st.sampled_from(_THREAD_IDS), min_size=4, max_size=12)
    bundles = draw(st.lists(bundle, min_size=1, max_size=8))
    drawn = [
        draw(edges(each))
        for each in dict.fromkeys(each for bundle in bundles for each in bundle)
        if not MODEL.edge_kinds[each.kind].acyclic or each.from_id < each.to_id
    ]
    alone: dict[tuple[str, ...], Edge] = {}
    for each in drawn:
        single = MODEL.edge_kinds[each.kind].single
        plain = replace(each, values={**each.values, "primary": False})
        alone[(each.kind, each.from_id) if single else each.id] = (
            plain if each.values.get("primary") else each
        )
    ends = {end for each in alone.values() for end in (each.from_id, each.to_id)}
    there = sorted(ends | draw(st.sets(_NODE_IDS, max_size=3)))
    return change(*[draw(nodes(each)) for each in there], *alone.values())


@st.composite
def changes(draw: st.DrawFn, view: NaiveView) -> ChangeSet:
    """Draw a change to what a view shows; a careless one mostly has problems."""
    some_node = st.sampled_from(sorted(view.all_nodes) or NODE_IDS)
    some_edges = st.sets(st.sampled_from(sorted(view.all_edges) or EDGE_IDS), max_size=2)
    careless = draw(st.integers(0, 3)) == 3
    gone_nodes = {draw(some_node)} if draw(st.integers(0, 2)) == 2 else set()
    gone = draw(some_edges)
    confirmed = draw(some_edges)
    new_nodes = [draw(nodes(each)) for each in draw(st.lists(_NODE_IDS, max_size=2))]
    new_edges = [draw(edges(each)) for each in draw(st.lists(_EDGE_IDS, max_size=3))]
    new_edges += view.edge_records(draw(some_edges)).values()
    expected = draw(st.sets(_NODE_IDS, max_size=2))
    if not careless:
        gone_nodes &= view.all_nodes.keys()
        gone |= {each for each in view.all_edges if not gone_nodes.isdisjoint(each[1:3])}
        gone &= view.all_edges.keys()
        confirmed = confirmed & view.all_edges.keys() - gone
        new_nodes = [each for each in _alone(new_nodes) if each.id not in gone_nodes]
        there = {*view.all_nodes, *(each.id for each in new_nodes)} - gone_nodes
        new_edges = [
            each for each in _alone(new_edges) if each.id not in gone and there >= {*each.id[1:3]}
        ]
    stored = view.nodes(expected)
    expects = {each: stored[each].revision if each in stored else 0 for each in expected}
    if careless and expects:
        expects[min(expects)] += 1
    return change(
        *new_nodes,
        *new_edges,
        removes=[*gone_nodes, *gone],
        confirms=confirmed,
        expects=expects,
    )


def _alone(records: list[Record]) -> list[Record]:
    """Return records without those that have the identity of another."""
    return list({each.id: each for each in records}.values())


# --- questions ------------------------------------------------------------------------------------

_FIELDS: Final = st.lists(
    st.sampled_from(
        (
            ("type", frozenset({"action"})),
            ("pilot", frozenset({"yes"})),
            ("pilot", frozenset({"no", "yes"})),
            ("primary", frozenset({"no"})),
            ("basis", frozenset({"documented", "inferred"})),
            ("period_from", frozenset({"2021"})),
            ("links", frozenset({"https://a.no", "https://c.no"})),
            ("valid_to", frozenset({"2024-01-01"})),
            ("bogus", frozenset({"x"})),
        )
    ),
    max_size=1,
).map(tuple)
_SOME_NODES: Final = st.frozensets(st.one_of(_NODE_IDS, st.just("asker:bogus")), max_size=6)
_GOALS: Final = st.frozensets(st.sampled_from(_SHARED[1:]), min_size=1, max_size=3)
_MODES: Final = st.sampled_from((Mode.LINKED, Mode.BROAD, Mode.STRICT))
_SOME_STARTS: Final = st.frozensets(_NODE_IDS, max_size=2)
_SOME_EDGES: Final = st.lists(
    st.builds(
        EdgeFilter,
        kind=st.sampled_from(sorted({each.kind for each in EDGE_IDS})),
        outgoing=st.booleans(),
        others=st.one_of(_SOME_NODES, st.just(frozenset(NODE_IDS))),
    ),
    max_size=1,
).map(tuple)
_SOME_KINDS: Final = st.one_of(st.none(), st.frozensets(st.sampled_from(_KINDS), max_size=4))
_EDGE_KINDS: Final = st.frozensets(st.sampled_from(sorted(MODEL.edge_kinds)), max_size=12)
_LIMITS: Final = st.one_of(st.none(), st.integers(0, 5))

_SOME_BASES: Final = st.one_of(
    st.just(ALL_BASES), st.just(ALL_BASES), st.frozensets(st.sampled_from(Basis))
)

scopes: Final = st.builds(
    Scope,
    as_of=st.sampled_from((*_DAYS, date(2023, 6, 1), date(2030, 1, 1))),
    organisation=st.sampled_from((None, None, None, "asker", "baerum", "sdg")),
    basis=_SOME_BASES,
)
walks: Final = st.builds(
    Walk,
    starts=st.one_of(_GOALS, st.frozensets(_NODE_IDS, min_size=2, max_size=8), _SOME_NODES),
    direction=st.sampled_from((Direction.DOWN, Direction.UP)),
    scope=scopes,
    mode=_MODES,
    bound=st.one_of(st.just(20_000), st.integers(1, 12)),
)
searches: Final = st.builds(
    Search,
    scope=scopes,
    kinds=_SOME_KINDS,
    text=st.sampled_from(("", "", "okt", "ås", "STRASSE", "transport areal", "11", "%")),
    fields=_FIELDS,
    edges=_SOME_EDGES,
    among=st.one_of(st.none(), _SOME_NODES),
    after=st.one_of(st.none(), _NODE_IDS),
    limit=_LIMITS,
)
edge_searches: Final = st.builds(
    EdgeSearch,
    nodes=st.one_of(st.none(), _SOME_NODES),
    outgoing=st.sampled_from((None, True, False)),
    scope=st.one_of(st.none(), scopes),
    kinds=st.one_of(st.none(), _EDGE_KINDS),
    fields=_FIELDS,
    to_namespaces=st.sampled_from((None, None, frozenset({"asker", "sdg"}), frozenset({"baerum"}))),
    limit=_LIMITS,
)
sections: Final = st.builds(
    Section,
    scope=scopes,
    kinds=st.frozensets(st.sampled_from(_KINDS), max_size=6),
    fields=st.just(("title", "pilot", "links", "valid_from", "bogus")),
    edge_kinds=_EDGE_KINDS,
    among=st.one_of(st.none(), st.just(frozenset(NODE_IDS)), _SOME_NODES),
)
questions: Final = st.builds(
    Which,
    as_of=st.sampled_from(_DAYS),
    kind=st.sampled_from((None, "Measure", "Subgoal", "SDG")),
    serves=st.one_of(_GOALS, _SOME_STARTS),
    served_by=st.one_of(st.just(frozenset()), _SOME_STARTS),
    text=st.sampled_from(("", "", "okt")),
    fields=_FIELDS,
    edges=_SOME_EDGES,
    mode=_MODES,
    organisation=st.sampled_from((None, "asker", "baerum")),
    basis=st.one_of(st.just(ALL_BASES), st.frozensets(st.sampled_from(Basis), min_size=1)),
    after=st.one_of(st.none(), _NODE_IDS),
    limit=_LIMITS,
    bound=st.one_of(st.just(20_000), st.integers(1, 12)),
)


red_threads: Final = st.builds(
    RedThread,
    as_of=st.sampled_from((date(2021, 6, 1), date(2026, 11, 23))),
    focus=st.frozensets(_NODE_IDS, max_size=2),
    alone=st.booleans(),
    beside=st.sampled_from((frozenset(), frozenset({"ServiceArea"}), frozenset({"Plan"}))),
    expand=st.frozensets(st.sampled_from(("targets", "measures")), max_size=1),
    fold=st.frozensets(st.sampled_from(("measures", "subgoals", "sdgs")), max_size=2),
    mode=st.sampled_from(Mode),
    organisation=st.sampled_from((None, "asker")),
    basis=st.sampled_from((ALL_BASES, frozenset({Basis.DOCUMENTED}))),
    most=st.sampled_from((250, 12, 7)),
)
"""Questions for a picture of a small world's thread."""
