"""The command line: the API's questions for people and scripts, and what puts data in.

Answers go to stdout; hints and problems to stderr.  The exit code is one of `EXIT_CODES`.
"""

from __future__ import annotations

import io
import os
import sys
from importlib.metadata import version
from typing import Annotated, Any, Final, Literal

import typer
from typer.core import TyperGroup

from api.completion import SCRIPTS
from api.data_commands import add_data
from api.draw_command import add_drawing
from api.export_command import add_export
from api.history_commands import add_history
from api.options import TOLD_IN, Language, manual
from api.question_commands import add_collections, add_questions, spoken
from api.terminal import problem_lines
from api.upkeep_commands import add_upkeep
from graph.errors import GoalGraphError, Refused, StoreUnavailable, Unable
from graph.kinds import MODEL
from graph.model import Model

ShellArgument = Annotated[
    Literal["bash", "zsh", "fish"],
    typer.Argument(metavar="SHELL", show_default=False, help="bash, zsh or fish."),
]

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
            "goalgraph draw sdg:11.6 -o thread.svg",
            "goalgraph load measures.csv",
        ),
        epilog="\n".join(
            ("\b", "Exit codes:", *(f"  {code}  {text}" for code, text in EXIT_CODES.items()))
        ),
        no_args_is_help=True,
        # Plain text, that is the same in a terminal, a pipe and the documentation.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "obj": model},
    )
    app.callback()(_options)
    add_questions(app, model)
    add_drawing(app, model)
    add_data(app, model)
    add_export(app, model)
    add_history(app, model)
    add_upkeep(app, model)
    _add_completion(app)
    add_collections(app, model)
    return app


class _Commands(TyperGroup):
    """The commands; whatever one of them raises for a user ends as sentences and an exit code."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as below
        """Write the list of commands, those of the kinds of nodes on their own."""
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        limit = formatter.width - 6 - max(len(name) for name, _ in commands)
        kinds = ctx.obj.by_plural
        for heading, own in (("Commands", False), ("Commands that list a kind of node", True)):
            rows = [
                (name, command.get_short_help_str(limit))
                for name, command in commands
                if (name in kinds) is own
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps these types to itself
        """Return the options, without Typer's own two that install its completion scripts.

        Its script for Bash stumbles over the colon in identifiers; `completion` prints ours.
        """
        theirs = {"install_completion", "show_completion"}
        return [each for each in super().get_params(ctx) if each.name not in theirs]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as below
        """Read the arguments; the language may stand before the command that it is for."""
        return super().parse_args(ctx, _language_last(args))

    def resolve_command(self, ctx: Any, args: Any) -> Any:  # noqa: ANN401 - as above
        """Return the command of that name; a kind's noun is none, but tells which is meant."""
        try:
            return super().resolve_command(ctx, args)
        except typer.TyperException as error:
            if meant := _meant(ctx.obj, args[0]):
                error.message = f"No such command {args[0]!r}. Did you mean {meant!r}?"
            raise

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps the type of a context to itself
        """Run the command that was called."""
        before = TOLD_IN.set(TOLD_IN.get())
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except GoalGraphError as error:
            _tell(error, TOLD_IN.get())
            raise typer.Exit(
                NO_STORE if isinstance(error, StoreUnavailable) else REFUSED
            ) from error
        except BrokenPipeError as error:
            # Whoever reads has what they wanted; Python would complain of the rest when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(DONE) from error
        finally:
            TOLD_IN.reset(before)
        return result


def _language_last(args: list[str]) -> list[str]:
    """Return arguments with a language that stands before the command right after it."""
    taken: list[str] = []
    rest = list(args)
    while rest and rest[0].split("=")[0] == "--lang":
        number = 1 if "=" in rest[0] else 2
        taken, rest = [*taken, *rest[:number]], rest[number:]
    return [*rest[:1], *taken, *rest[1:]] if rest else list(args)


def _meant(model: Model, word: str) -> str | None:
    """Return the command of the kind whose name, in either language, somebody typed."""
    kind = spoken(model).get(word.casefold())
    return None if kind is None else kind.plural


def _add_completion(app: typer.Typer) -> None:
    @app.command(
        help=manual(
            "Print what makes a shell complete commands, options, their words, and identifiers "
            "of the store, when Tab is pressed. Put the line of your shell into its start file: "
            "~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish.",
            "goalgraph completion fish | source",
            'eval "$(goalgraph completion zsh)"',
            'eval "$(goalgraph completion bash)"',
        ),
        short_help="Print a script for completion with Tab.",
    )
    def completion(shell: ShellArgument) -> None:
        sys.stdout.write(SCRIPTS[shell])


def _tell(error: GoalGraphError, language: str) -> None:
    if isinstance(error, Refused):
        lines = list(problem_lines(error.problems, language))
    else:
        lines = [error.words[language] if isinstance(error, Unable) else str(error)]
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
    _lang: Annotated[
        Language | None,
        typer.Option("--lang", metavar="nb|en", help="The language, here or after the command."),
    ] = None,
) -> None:
    """Take the options that stand before a command."""
