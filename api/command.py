"""The command line: the API's questions for people and scripts, and what puts data in.

Answers go to stdout; hints and problems to stderr.  The exit code is one of `EXIT_CODES`.
"""

from __future__ import annotations

import io
import os
import sys
from importlib.metadata import version
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from api.data_commands import add_data
from api.options import manual
from api.question_commands import add_collections, add_questions
from api.terminal import problem_lines
from graph.errors import GoalGraphError, Refused, StoreUnavailable
from graph.kinds import MODEL
from graph.model import Model

EXIT_CODES: Final = {
    0: "answered or done, also when nothing was found",
    1: "refused: problems in files, question or graph, or a port that is taken",
    2: "wrong usage of the command",
    3: "the store is not there or cannot be used now",
}
"""What each exit code means; 130 is Ctrl-C's."""

DONE, REFUSED, _, NO_STORE = EXIT_CODES


def main() -> None:
    """Run the command; what goes wrong is told in sentences, and never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # The same characters whatever the locale is; a file's undecodable name is escaped.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command()(prog_name="goalgraph")


def command(model: Model = MODEL) -> typer.Typer:
    """Return the command for a table of kinds: each kind of node in it is a command too."""
    app = typer.Typer(
        cls=_Commands,
        help=manual(
            "Which measures serve which goals: the red thread of a municipality's goal structure, "
            "from the UN's goals down to what is done, and back. Each kind of node is a command "
            "that tells which of them pass some filters.",
            "goalgraph measures --serves sdg:11.6",
            "goalgraph trace sdg:11.6",
            "goalgraph show asker:samarbeid.1",
            "goalgraph load measures.csv",
        ),
        epilog="\n".join(
            ("\b", "Exit codes:", *(f"  {code}  {text}" for code, text in EXIT_CODES.items()))
        ),
        no_args_is_help=True,
        # Plain text, that is the same in a terminal, a pipe and the documentation.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_options)
    add_questions(app, model)
    add_data(app, model)
    add_collections(app, model)
    return app


class _Commands(TyperGroup):
    """The commands; whatever one of them raises for a user ends as sentences and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps the type of a context to itself
        """Run the command that was called."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except GoalGraphError as error:
            _tell(error)
            raise typer.Exit(
                NO_STORE if isinstance(error, StoreUnavailable) else REFUSED
            ) from error
        except BrokenPipeError as error:
            # Whoever reads has what they wanted; Python would complain of the rest when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(DONE) from error
        return result


def _tell(error: GoalGraphError) -> None:
    lines = problem_lines(error.problems) if isinstance(error, Refused) else [str(error)]
    sys.stderr.writelines(f"{line}\n" for line in lines)


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it with the option's value
    if wanted:
        sys.stdout.write(f"goalgraph {version('goalgraph')}\n")
        raise typer.Exit


def _options(
    *,
    _show_version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""
