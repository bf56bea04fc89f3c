"""What the other processes do: `python -m tests.processes.workers NAME URI …`.

A worker says what it has done in lines, and waits for a line where a test lets it go on.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from api.opening import opened
from graph.changes import ChangeSet, PastChange
from graph.errors import Refused
from graph.kinds import MODEL
from graph.store import GraphStore
from loaders.load import load
from loaders.packaged import packaged
from tests.spec.sketch import change, edge, node, sketch


def say(text: object) -> None:
    """Say a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def load_packaged(store: GraphStore) -> None:
    """Load the packaged sets one after the other, each as one change."""
    say("ready")
    sys.stdin.readline()
    for name, path in packaged().items():
        say(load(store, [path], author=name, reason=name).revision)


def apply_many(store: GraphStore, number: str) -> None:
    """Apply so many changes, and say the key of each when the store has acknowledged it."""
    for each in range(int(number)):
        store.apply(numbered(each))
        say(f"key-{each}")


def numbered(number: int) -> ChangeSet:
    """Return the change of that number: some nodes, and edges from them to those before."""
    goal, before = f"asker:delmal.{number}", f"asker:delmal.{max(number - 1, 0)}"
    drawing = "\n".join(
        f"asker:tiltak.{number}.{each} -ADVANCES-> {target}"
        for each in range(20)
        for target in {goal, before}
    )
    return replace(sketch(drawing), key=f"key-{number}")


def fill_slowly(store: GraphStore) -> None:
    """Begin to load a history, and stay in the middle of it."""

    def history() -> Iterator[PastChange]:
        for number in range(3):
            yield PastChange(datetime.now(UTC), numbered(number))
            say(number)
        sys.stdin.readline()

    say(store.fill(history()))


def race(store: GraphStore, who: str, what: str) -> None:
    """For each line that is said, try the change of that round, and say whether it was made."""
    for line in sys.stdin:
        number = int(line)
        made = RACES[what](number, who)
        try:
            store.apply(made)
        except Refused as refused:
            say(refused.problems[0].code)
        else:
            say("made")


def for_one_expectation(number: int, who: str) -> ChangeSet:
    """Return a change that expects a node to be as it was put before the round."""
    node_id = f"asker:tiltak.{number}"
    return change(node(node_id, place=who), expects={node_id: number + 1})


def for_one_cycle(number: int, who: str) -> ChangeSet:
    """Return one of two changes which together would close a cycle."""
    low, high = f"asker:tiltak.{number}.a", f"asker:tiltak.{number}.b"
    if who == "1":
        low, high = high, low
    return change(edge("PART_OF", low, high))


RACES = {"expects": for_one_expectation, "cycle": for_one_cycle}
WORKERS: dict[str, Callable[..., None]] = {
    "load-packaged": load_packaged,
    "apply-many": apply_many,
    "fill-slowly": fill_slowly,
    "race": race,
}

if __name__ == "__main__":
    with opened(sys.argv[2], MODEL, create=True) as held:
        WORKERS[sys.argv[1]](held, *sys.argv[3:])
