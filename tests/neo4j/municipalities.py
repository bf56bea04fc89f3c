"""Small municipalities, all of whose goals come from the same SDG targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from graph.changes import ChangeSet

SHARED: Final = """
    sdg:11.6 -TARGET_OF-> sdg:11
    sdg:11.7 -TARGET_OF-> sdg:11
    sdg:11.6 -AFFECTS[the world]-> sdg:11.7 {score=1}
    sdg:11 -IN_LAYER-> sdg:layer.society
"""


def shared() -> ChangeSet:
    """Return the goals that all share."""
    return sketch(SHARED)


def municipality(home: str) -> ChangeSet:
    """Return a municipality with three subgoals, and ten measures under each."""
    lines = [f"{home}:hovedmal.1 -ALIGNED_WITH-> sdg:11"]
    for goal in range(3):
        subgoal = f"{home}:delmal.{goal}"
        lines.append(f"{subgoal} -DERIVED_FROM-> sdg:11.6")
        lines.append(f"{subgoal} -BELONGS_TO-> {home}:hovedmal.1")
        for number in range(10):
            measure = f"{home}:tiltak.{goal}-{number}"
            lines.append(f"{measure} -ADVANCES-> {subgoal}")
            lines.append(f"{measure} -CONTRIBUTES_TO-> sdg:11.7")
            lines.append(f"{subgoal} -AFFECTS[{number}]-> sdg:11.7 {{score=1}}")
    return sketch("\n".join(lines))
