"""What one municipality's answers cost beside 99 others', as a ratio to a store with it alone.

Every municipality is generated: about 430 nodes, whose goals and measures serve the same SDG
targets as the others'.  The same questions take turns in both stores.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from benchmarks.closure import measured
from graph.answers import Answer, answer
from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.model import Direction, Mode
from graph.questions import Show, Trace, Which
from graph.records import Edge, Node
from graph.surroundings import Shown, Traced, shown, traced

if TYPE_CHECKING:
    from graph.records import Value
    from graph.store import GraphStore, View

OTHERS: Final = 99
LIMIT: Final = 1.2
TODAY: Final = date(2026, 11, 23)
SAID: Final[dict[str, Value]] = {"basis": "illustrative", "source": "benchmark"}
TARGETS: Final = tuple(f"sdg:{goal}.{number}" for goal in (3, 11, 13) for number in range(1, 8))

Action = Callable[["View"], Answer | Traced | Shown]

ASKED: Final = partial(Which, as_of=TODAY, organisation="home", limit=100)
QUESTIONS: Final[dict[str, Action]] = {
    "measures that serve a target": lambda view: answer(
        view, ASKED(kind="Measure", serves=frozenset({"sdg:11.6"}))
    ),
    "measures that serve an SDG, broad": lambda view: answer(
        view, ASKED(kind="Measure", serves=frozenset({"sdg:11"}), mode=Mode.BROAD)
    ),
    "goals that a measure serves": lambda view: answer(
        view, ASKED(served_by=frozenset({"home:m.7"}))
    ),
    "measures by words": lambda view: answer(view, ASKED(kind="Measure", text="sykkel")),
    "all subgoals": lambda view: answer(view, ASKED(kind="Subgoal")),
    "what serves a target, as a picture": lambda view: traced(
        view,
        Trace(start="sdg:11.6", direction=Direction.DOWN, as_of=TODAY, organisation="home"),
    ),
    "a measure and what is around it": lambda view: shown(
        view, Show(node="home:m.7", as_of=TODAY, organisation="home")
    ),
    "a target and what is around it": lambda view: shown(
        view, Show(node="sdg:11.6", as_of=TODAY, organisation="home")
    ),
}
"""Questions about the municipality `home`."""


def goals() -> ChangeSet:
    """Return the shared goals."""
    above = {target: target.partition(".")[0] for target in TARGETS}
    puts: list[Node | Edge] = [
        *(_node(goal, "SDG") for goal in sorted(set(above.values()))),
        *(_node(target, "SDGTarget") for target in above),
        *(_edge("TARGET_OF", target, goal) for target, goal in above.items()),
    ]
    return ChangeSet("goals", "benchmark", "measure", puts=tuple(puts))


def municipality(home: str, seed: int) -> ChangeSet:
    """Return a municipality's whole plan, of about 430 nodes."""
    draw = random.Random(seed)
    counts = {
        "Organisation": ("o", 1),
        "Plan": ("p", 4),
        "ServiceArea": ("a", 4),
        "Unit": ("u", 20),
        "FocusArea": ("f", 7),
        "MainGoal": ("h", 7),
        "Subgoal": ("g", 24),
        "Strategy": ("s", 60),
        "Measure": ("m", 300),
    }
    ids = {
        kind: [f"{home}:{letter}.{number}" for number in range(count)]
        for kind, (letter, count) in counts.items()
    }
    words = ("sykkel", "gange", "skole", "klima", "vann")
    puts: list[Node | Edge] = [
        _node(each, kind, title=f"{draw.choice(words).title()} {each}")
        for kind, those in ids.items()
        for each in those
    ]
    ended = [f"{home}:s.0.{number}" for number in range(10)]
    puts += [_node(each, "Strategy", valid_to=date(2024, 1, 1)) for each in ended]
    plan = [
        *(
            (each, "BELONGS_TO", ids["FocusArea"][number])
            for number, each in _each(ids, "MainGoal")
        ),
        *(
            (each, "BELONGS_TO", ids["MainGoal"][number % 7])
            for number, each in _each(ids, "Subgoal")
        ),
        *((each, "DERIVED_FROM", draw.choice(TARGETS)) for each in ids["Subgoal"][1:]),
        (ids["Subgoal"][0], "DERIVED_FROM", "sdg:11.6"),
        *((each, "ALIGNED_WITH", "sdg:11") for each in ids["FocusArea"][:3]),
        *((each, "ADVANCES", draw.choice(ids["Subgoal"])) for each in ids["Strategy"]),
        *((each, "ADVANCES", draw.choice(ids["Subgoal"])) for each in ended),
        *((each, "REPLACES", old) for each, old in zip(ids["Strategy"], ended, strict=False)),
        *((each, "CARRIES_OUT", draw.choice(ids["Strategy"])) for each in ids["Measure"]),
        *((each, "CARRIES_OUT", draw.choice(ended)) for each in ids["Measure"][::20]),
        *((each, "CONTRIBUTES_TO", draw.choice(TARGETS)) for each in ids["Measure"][::4]),
        *((each, "SET_IN", draw.choice(ids["Plan"])) for each in ids["Measure"]),
        *((each, "UNDER", draw.choice(ids["ServiceArea"])) for each in ids["Unit"]),
        *((each, "UNDER", ids["Organisation"][0]) for each in ids["ServiceArea"]),
    ]
    puts += [_edge(kind, low, high) for low, kind, high in plan]
    puts += [
        _edge("RESPONSIBLE_FOR", draw.choice(ids["Unit"]), each, role="lead")
        for each in ids["Measure"][::2]
    ]
    return ChangeSet(f"plan of {home}", "benchmark", "measure", puts=tuple(puts))


def _each(ids: dict[str, list[str]], kind: str) -> enumerate[str]:
    return enumerate(ids[kind])


def _node(node_id: str, kind: str, **values: Value) -> Node:
    return Node(id=node_id, kind=kind, values={"title": node_id, **SAID, **values})


def _edge(kind: str, low: str, high: str, **values: Value) -> Edge:
    return Edge(kind=kind, from_id=low, to_id=high, values={**SAID, **values})


def filled(store: GraphStore, others: int) -> None:
    """Load the goals, the municipality that is asked about, and so many others."""
    store.apply(goals())
    for number in range(others // 2):
        store.apply(municipality(f"other-{number}", number))
    store.apply(municipality("home", 1000))
    for number in range(others // 2, others):
        store.apply(municipality(f"other-{number}", number))


def main() -> None:
    """Print the ratio of each question; exit with 1 when one is above what is allowed."""
    with EmbeddedStore.open("memory:") as alone, EmbeddedStore.open("memory:") as among:
        filled(alone, 0)
        filled(among, OTHERS)
        with alone.read() as one, among.read() as many:
            size = len(list(many.ids()))
            actions: dict[str, Callable[[], object]] = {}
            for what, ask in QUESTIONS.items():
                actions[what] = partial(ask, one)
                actions[f"{what}, among the others"] = partial(ask, many)
                if replace(ask(one), revision=0) != replace(ask(many), revision=0):
                    raise SystemExit(f"{what}: the others change the answer.")
            # What is loaded stays: collecting it anew before each question would take minutes.
            gc.freeze()
            # The processor's time: what others do on the machine is no cost of the answer.
            times = measured(actions, time.thread_time)
    print(f"one municipality alone, and among {OTHERS} others ({size:,} nodes)")
    above = []
    for what in QUESTIONS:
        seconds, base = times[f"{what}, among the others"], times[what]
        print(
            f"{what:40} {base * 1000:8.2f} ms {seconds * 1000:8.2f} ms {seconds / base:6.2f} x"
            f"  (at most {LIMIT} x)"
        )
        if seconds > base * LIMIT:
            above.append(what)
    if above:
        print(f"Above {LIMIT} x: {', '.join(above)}.", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
