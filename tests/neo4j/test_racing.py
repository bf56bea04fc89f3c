"""Two who write at the same time, each with a store of its own: exactly one wins."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from graph.errors import Refused
from graph.neo4j_store import Neo4jStore
from tests.soak import often
from tests.spec.sketch import change, node, sketch

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.changes import ChangeSet
    from tests.neo4j_server import Address

RACES = often(20)


@pytest.mark.parametrize("race", ["cycle", "expects"])
def test_of_two_who_race_one_wins(neo4j_address: Address, store: Neo4jStore, race: str) -> None:
    """Either edge alone is right and both are a cycle; either edit was made for revision n."""
    with Neo4jStore.open(neo4j_address.uri, login=neo4j_address.login) as other:
        prepare, rivals = RACING[race]
        for number in range(RACES):
            seen = store.apply(prepare(number)).number

            outcomes = raced([store, other], rivals(number, seen))

            assert sorted(outcomes) == ["refused", "won"]
            assert len(store.revisions()) == seen + 1


def raced(stores: list[Neo4jStore], changes: list[ChangeSet]) -> list[str]:
    """Apply a change in each store at the same time; return how they fared."""
    outcomes: list[str] = []
    start = Barrier(len(stores))

    def apply(store: Neo4jStore, drawn: ChangeSet) -> None:
        start.wait()
        try:
            store.apply(drawn)
            outcomes.append("won")
        except Refused:
            outcomes.append("refused")

    threads = [Thread(target=apply, args=each) for each in zip(stores, changes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


RACING: dict[str, tuple[Callable[[int], ChangeSet], Callable[[int, int], list[ChangeSet]]]] = {
    "cycle": (
        lambda number: sketch(f"asker:tiltak.a{number}\nasker:tiltak.b{number}"),
        lambda number, _: [
            sketch(f"asker:tiltak.a{number} -PART_OF-> asker:tiltak.b{number}"),
            sketch(f"asker:tiltak.b{number} -PART_OF-> asker:tiltak.a{number}"),
        ],
    ),
    "expects": (
        lambda number: change(node("asker:tiltak.a", title=f"Runde {number}")),
        lambda number, seen: [
            change(
                node("asker:tiltak.a", title=f"Ordlyd {rival} i runde {number}"),
                expects={"asker:tiltak.a": seen},
            )
            for rival in ("en", "to")
        ],
    ),
}
"""For each race, what is there before, and the two changes of which one may be made."""
