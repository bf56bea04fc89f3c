"""What the server does for a question: it prunes, and looks at no other municipality's edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from graph.answers import answer
from graph.kinds import MODEL
from graph.model import Direction, Mode
from graph.neo4j_view import Neo4jView
from graph.questions import Show, Trace, Which
from graph.store import EdgeFilter, EdgeSearch, Scope, Search, Section, Walk
from graph.surroundings import shown, traced
from tests.neo4j.municipalities import municipality, shared
from tests.spec.sketch import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import neo4j

    from graph.store import View
    from tests.neo4j_server import Address

HOME: Final = "asker"
SCOPE: Final = Scope(as_of=TODAY, organisation=HOME)
OTHERS: Final = 50

QUESTIONS: Final[Mapping[str, Callable[[View], object]]] = {
    "measures that serve a target": lambda view: answer(
        view,
        Which(
            as_of=TODAY,
            kind="Measure",
            serves=frozenset({"sdg:11.6", "sdg:11.7"}),
            organisation=HOME,
        ),
    ),
    "everything that serves an SDG, broad": lambda view: answer(
        view,
        Which(as_of=TODAY, serves=frozenset({"sdg:11"}), mode=Mode.BROAD, organisation=HOME),
    ),
    "goals that a measure serves": lambda view: answer(
        view, Which(as_of=TODAY, served_by=frozenset({"asker:tiltak.1-1"}), organisation=HOME)
    ),
    "measures with an edge to a target": lambda view: view.find(
        Search(
            scope=SCOPE,
            kinds=frozenset({"Measure"}),
            edges=(EdgeFilter("CONTRIBUTES_TO", outgoing=True, others=frozenset({"sdg:11.7"})),),
        )
    ),
    "measures by words": lambda view: view.find(
        Search(scope=SCOPE, kinds=frozenset({"Measure"}), text="tiltak")
    ),
    "all nodes": lambda view: view.find(Search(scope=SCOPE, limit=10)),
    "edges into a target": lambda view: view.edges(
        EdgeSearch(nodes=frozenset({"sdg:11.7"}), outgoing=None, scope=SCOPE, limit=5)
    ),
    "whatever affects a target": lambda view: view.edges(
        EdgeSearch(
            nodes=frozenset({"sdg:11.7"}),
            outgoing=False,
            scope=SCOPE,
            kinds=frozenset({"AFFECTS"}),
        )
    ),
    "all edges": lambda view: view.edges(EdgeSearch(nodes=None, outgoing=None, scope=SCOPE)),
    "all edges of a kind": lambda view: view.edges(
        EdgeSearch(nodes=None, outgoing=None, scope=SCOPE, kinds=frozenset({"DERIVED_FROM"}))
    ),
    "all edges into what is shared": lambda view: view.edges(
        EdgeSearch(nodes=None, outgoing=None, scope=SCOPE, to_namespaces=frozenset({"sdg"}))
    ),
    "a section": lambda view: view.section(
        Section(
            scope=SCOPE,
            kinds=frozenset({"Measure", "Subgoal"}),
            fields=("title",),
            edge_kinds=frozenset({"ADVANCES"}),
        )
    ),
    "a walk that is cut": lambda view: view.trace(
        Walk(starts=frozenset({"sdg:11"}), direction=Direction.DOWN, scope=SCOPE, bound=10)
    ),
    "what serves a target, as a subgraph": lambda view: traced(
        view,
        Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY, organisation=HOME),
    ),
    "a target and what is around it": lambda view: shown(
        view, Show(node="sdg:11.6", as_of=TODAY, organisation=HOME)
    ),
}


class Profiled:
    """A view whose statements the server profiles."""

    def __init__(self, session: neo4j.Session, revision: int, how: str = "PROFILE") -> None:
        """Begin with no plans."""
        self.plans: list[dict[str, Any]] = []
        self._session = session
        self._how = how
        self.view = Neo4jView(MODEL, revision, self._run)

    def _run(self, statement: str, asked: Mapping[str, Any]) -> list[list[Any]]:
        result = self._session.run(f"{self._how} {statement}", dict(asked))
        rows = [record.values() for record in result]
        summary = result.consume()
        plan = summary.profile if self._how == "PROFILE" else summary.plan
        assert plan is not None
        self.plans.append(plan)
        return rows

    @property
    def hits(self) -> int:
        """How often the server looked into the database."""
        return sum(step.get("dbHits", 0) for plan in self.plans for step in steps(plan))


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a plan's steps."""
    yield plan
    for each in plan.get("children", ()):
        yield from steps(each)


@pytest.fixture(scope="module")
def hits(neo4j_address: Address) -> Mapping[str, tuple[int, int]]:
    """Return what each question costs with one municipality, and with many more beside it."""
    store = neo4j_address.opened()
    store.apply(shared())
    store.apply(municipality(HOME))
    with neo4j_address.driver() as driver, driver.session() as session:
        alone = {name: cost(session, 2, ask) for name, ask in QUESTIONS.items()}
        for number in range(OTHERS):
            newest = store.apply(municipality(f"other{number}")).number
        beside = {name: cost(session, newest, ask) for name, ask in QUESTIONS.items()}
    store.close()
    return {name: (alone[name], beside[name]) for name in QUESTIONS}


def cost(session: neo4j.Session, revision: int, ask: Callable[[View], object]) -> int:
    """Return the database hits of a question; it has an answer with something in it."""
    session.run("CALL db.clearQueryCaches()").consume()
    session.run("CALL db.resampleOutdatedIndexes()").consume()
    profiled = Profiled(session, revision)
    assert ask(profiled.view)
    return profiled.hits


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_municipality_never_pays_for_the_others(
    hits: Mapping[str, tuple[int, int]], question: str
) -> None:
    """A question of one municipality looks at as much when 50 more have been loaded beside it."""
    alone, beside = hits[question]

    assert alone > 0
    # The planner may enter another index first; no hit is to be each other municipality's.
    assert beside <= alone + OTHERS / 5


@pytest.mark.parametrize("organisation", [None, HOME])
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("mode", Mode)
def test_a_closure_prunes(
    neo4j_address: Address, mode: Mode, direction: Direction, organisation: str | None
) -> None:
    """Each node is reached once: the server lists no paths, whose number has no bound."""
    neo4j_address.opened().close()
    with neo4j_address.driver() as driver, driver.session() as session:
        explained = Profiled(session, 1, "EXPLAIN")
        scope = Scope(as_of=TODAY, organisation=organisation)
        walk = Walk(starts=frozenset({"sdg:11"}), direction=direction, scope=scope, mode=mode)
        with pytest.raises(ValueError, match="not enough values"):
            # An explained statement has no rows.
            explained.view.trace(walk)
    (plan,) = explained.plans
    expansions = [
        step["operatorType"] for step in steps(plan) if "VarLength" in step["operatorType"]
    ]

    assert expansions
    assert all("Pruning,BFS" in each for each in expansions)
