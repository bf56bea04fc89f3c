"""A process that is killed loses nothing that it was told is there."""

import os
import random
import signal
import time

import pytest

from api.opening import opened
from graph.kinds import MODEL
from graph.records import Node
from graph.store import EdgeSearch
from tests.processes.conftest import Running, line_of
from tests.processes.workers import numbered

SOAK = os.environ.get("GOALGRAPH_SOAK") == "1"
"""Whether to take the time for many rounds (`make soak`)."""

LOADS = 20
KILLS = 25 if SOAK else 3


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_process_loses_no_acknowledged_load(uri: str, running: Running, seed: int) -> None:
    """Killed with −9 in the middle of 20 loads: what was acknowledged is there, whole, and no half.

    At most one more is there: the one whose answer was on its way.
    """
    draw = random.Random(seed)  # noqa: S311 - when to kill needs no secrecy
    writer = running("apply-many", uri, str(LOADS))
    acknowledged = [line_of(writer) for _ in range(draw.randrange(1, LOADS - 2))]
    time.sleep(draw.random() / 50)
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    acknowledged += rest.split()

    with opened(uri, MODEL) as store:
        made = [each.key for each in store.revisions()]
        with store.read() as view:
            ids = set(view.ids())
            edges = {
                each.id for each in view.edges(EdgeSearch(nodes=None, outgoing=None, scope=None))
            }
        puts = [put for number in range(len(made)) for put in numbered(number).puts]

        assert made[: len(acknowledged)] == acknowledged
        assert len(made) - len(acknowledged) in {0, 1}
        assert [each.number for each in store.revisions()] == list(range(1, len(made) + 1))
        assert ids == {put.id for put in puts if isinstance(put, Node)}
        assert edges == {put.id for put in puts if not isinstance(put, Node)}
        assert store.apply(numbered(len(made))).number == len(made) + 1
