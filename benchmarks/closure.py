"""How long the closure of an SDG takes, as a ratio to networkx on the same graph in the same run.

A municipality of 10,000 nodes under one SDG: targets, subgoals, strategies, measures and parts,
half of them with several parents.  `networkx.descendants` walks the same edges, unfiltered, in a
MultiDiGraph: edges of several kinds may join the same two nodes.  An answer finds the weight and
the number of chains of every result, and writes out the best chain of those on its page.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from datetime import date
from typing import TYPE_CHECKING, Final

import networkx as nx

from graph.chains import Chains, chains
from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.model import Direction, Mode
from graph.records import Edge, Node
from graph.store import Scope, View, Walk

if TYPE_CHECKING:
    from collections.abc import Callable

NODES: Final = 10_000
ROUNDS: Final = 25
PAGE: Final = 100
LIMITS: Final = {"closure as keys": 1, "closure with best chains and counts": 3}
SAID: Final = {"basis": "illustrative", "source": "benchmark"}


def measures_of(size: int) -> int:
    """Return how many of so many nodes are measures."""
    return size - size // 5 - size // 50 - 11


def sample(size: int) -> ChangeSet:
    """Return a graph of about `size` nodes below sdg:1, one in four edges with dates."""
    draw = random.Random(11)
    levels = {
        "SDG": ["sdg:1"],
        "SDGTarget": [f"sdg:1.{number}" for number in range(1, 11)],
        "Subgoal": [f"demo:g.{number}" for number in range(size // 50)],
        "Strategy": [f"demo:s.{number}" for number in range(size // 5)],
        "Measure": [f"demo:m.{number}" for number in range(measures_of(size))],
    }
    links = [
        ("TARGET_OF", "SDGTarget", "SDG", 1),
        ("DERIVED_FROM", "Subgoal", "SDGTarget", 2),
        ("ADVANCES", "Strategy", "Subgoal", 2),
        ("CARRIES_OUT", "Measure", "Strategy", 2),
        ("CONTRIBUTES_TO", "Measure", "SDGTarget", 1),
    ]
    nodes = [
        Node(id=node_id, kind=kind, values={"title": node_id, **SAID})
        for kind, ids in levels.items()
        for node_id in ids
    ]
    edges = [
        Edge(kind=kind, from_id=low, to_id=high, values=_said(draw))
        for kind, lower, upper, most in links
        for low in levels[lower]
        for high in draw.sample(levels[upper], min(most, len(levels[upper])))
    ]
    return ChangeSet("sample", "benchmark", "measure", puts=(*nodes, *edges))


def _said(draw: random.Random) -> dict[str, str | date]:
    dated = {"valid_from": date(2020, 1, 1), "valid_to": date(2030, 1, 1)}
    return {**SAID, **(dated if draw.random() < 1 / 4 else {})}


def main() -> None:
    """Print the ratios that issue "the main job" asks for."""
    with EmbeddedStore.open("memory:") as store:
        store.apply(sample(NODES))
        with store.read() as view:
            scope = Scope(as_of=date(2026, 1, 1), organisation="demo")
            starts = frozenset({"sdg:1"})
            walk = Walk(starts=starts, direction=Direction.DOWN, scope=scope, mode=Mode.LINKED)
            closure = view.trace(walk)
            every = measures_of(NODES)
            whole: nx.MultiDiGraph[str] = nx.MultiDiGraph(
                (edge.to_id, edge.from_id) for edge in closure.edges
            )
            times = measured(
                {
                    "networkx.descendants": lambda: nx.descendants(whole, "sdg:1"),
                    "closure as keys": lambda: view.trace(walk),
                    "closure with best chains and counts": lambda: proved(view, walk, PAGE),
                    "… with every best chain written out": lambda: proved(view, walk, every),
                }
            )
    print(f"{len(closure.nodes)} nodes, {len(closure.edges)} edges, median of {ROUNDS} rounds")
    base = times["networkx.descendants"]
    for what, seconds in times.items():
        limit = f"  (at most {LIMITS[what]} x)" if what in LIMITS else ""
        print(f"{what:40} {seconds * 1000:8.2f} ms {seconds / base:6.2f} x{limit}")


def proved(view: View, walk: Walk, shown: int) -> Chains:
    """Return the chains of a walk, having written out the best one of some results."""
    found = chains(view.model, view.trace(walk), walk.starts, walk.direction)
    for number in range(shown):
        found.best(f"demo:m.{number}")
    return found


def measured(
    actions: dict[str, Callable[[], object]], clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return each action's median time in seconds; the rounds take turns, so noise hits all."""
    times: dict[str, list[float]] = {what: [] for what in actions}
    for _ in range(ROUNDS):
        for what, action in actions.items():
            gc.collect()
            begun = clock()
            action()
            times[what].append(clock() - begun)
    return {what: statistics.median(each) for what, each in times.items()}


if __name__ == "__main__":
    main()
