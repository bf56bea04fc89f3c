"""Of two who race for the same, exactly one wins, whether in threads or in processes."""

import os
from threading import Barrier, Thread

import pytest

from api.opening import opened
from graph.errors import Refused
from graph.kinds import MODEL
from tests.processes.conftest import Running, line_of, tell
from tests.processes.workers import RACES
from tests.spec.sketch import change, node

ROUNDS = 200 if os.environ.get("GOALGRAPH_SOAK") == "1" else 20
"""How many races of each sort: the full number is run by `make soak`."""

LOST = {"expects": "changed-meanwhile", "cycle": "cycle"}


def prepare(uri: str, what: str) -> None:
    """Put what the rounds are about: for each expectation a node in a revision of its own."""
    with opened(uri, MODEL, create=True) as store:
        for number in range(ROUNDS):
            if what == "expects":
                store.apply(change(node(f"asker:tiltak.{number}")))
        if what == "cycle":
            ids = [f"asker:tiltak.{number}.{end}" for number in range(ROUNDS) for end in "ab"]
            store.apply(change(*map(node, ids)))


@pytest.mark.parametrize("what", RACES)
def test_of_two_processes_one_wins(uri: str, running: Running, what: str) -> None:
    """Both are told to go at once, round after round."""
    prepare(uri, what)
    racers = [running("race", uri, who, what) for who in "01"]

    for number in range(ROUNDS):
        for racer in racers if number % 2 else reversed(racers):
            tell(racer, str(number))
        assert sorted(map(line_of, racers)) == sorted(["made", LOST[what]])


@pytest.mark.parametrize("what", RACES)
def test_of_two_threads_one_wins(uri: str, what: str) -> None:
    """Over one store that both share, round after round."""
    prepare(uri, what)
    start, outcomes = Barrier(2, timeout=60), {"0": [""] * ROUNDS, "1": [""] * ROUNDS}
    with opened(uri, MODEL) as store:

        def racing(who: str) -> None:
            for number in range(ROUNDS):
                start.wait()
                try:
                    store.apply(RACES[what](number, who))
                except Refused as refused:
                    outcomes[who][number] = refused.problems[0].code
                else:
                    outcomes[who][number] = "made"

        threads = [Thread(target=racing, args=(who,)) for who in outcomes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    for pair in zip(*outcomes.values(), strict=True):
        assert sorted(pair) == sorted(["made", LOST[what]])
