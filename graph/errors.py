"""The errors that are shown to a user as they are, without a traceback.

GoalGraphError
├── Refused            a change, file or question with problems in it; carries all of them
├── UnknownNode        a question names a node that is not in the graph
└── Unable             something cannot be done now; says why and what to do
    └── StoreUnavailable   the store cannot be opened or written
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Words
    from graph.problems import Problem


class GoalGraphError(Exception):
    """The family of everything that a user may be told in one sentence."""


class Refused(GoalGraphError):  # noqa: N818 - it is what happened to the change, in plain words
    """A change or a question was refused; nothing of it was done.

    Attributes:
        problems: every problem found, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Gather the problems; the message is their titles."""
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.title.en for problem in self.problems))


class UnknownNode(Refused):
    """A question names a node that the graph does not hold."""


class Unable(GoalGraphError):  # noqa: N818 - a state, not a mistake
    """Something cannot be done now; says why and what to do.

    Attributes:
        words: what to tell; the message is in English.
    """

    def __init__(self, words: Words) -> None:
        """Keep the words."""
        super().__init__(words.en)
        self.words = words


class StoreUnavailable(Unable):
    """The store cannot be read or written now."""
