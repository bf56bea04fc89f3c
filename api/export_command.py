"""The command that writes the graph to a file: `export`, whose file `load` takes again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from api.opening import opened
from api.options import LanguageOption, StoreOption, manual, settings
from api.terminal import out
from graph.errors import Refused
from graph.graph_lines import history_lines, is_invented, is_record, state_lines
from graph.model import Model, Words
from graph.problems import Problem
from graph.records import Origin
from graph.store import EdgeSearch, GraphStore
from loaders.graph_files import SUFFIX, is_graph_file

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar=f"FILE{SUFFIX}|-",
        show_default=False,
        allow_dash=True,
        help="The file to write; - for standard output.",
    ),
]
WithoutHistoryOption = Annotated[
    bool,
    typer.Option(
        "--without-history",
        help="Only the graph as it is now, and without what is invented: for others to use.",
    ),
]
InventedOption = Annotated[
    bool, typer.Option("--invented", help="With --without-history: what is invented, too.")
]
NamesOption = Annotated[
    bool,
    typer.Option(
        "--names",
        help="The names of authors, too: for a move. A copy that is kept outlives their erasure.",
    ),
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Write over the file where there is one.")
]

STDOUT: Final = Path("-")


@dataclass(frozen=True)
class Written:
    """What was written: how many nodes, edges and what became of them, and invented ones."""

    records: int
    invented: int


def add_export(app: typer.Typer, model: Model) -> None:
    """Add the command."""

    @app.command(
        help=manual(
            "Write the whole graph with its history to a file, also while others write to the "
            "store: to keep as a copy, or to load into another store. It is one revision, "
            "whatever is written meanwhile, and the same graph is always the same file.",
            "goalgraph export graph.jsonl",
            "goalgraph load graph.jsonl --store file:var/other.db",
            "goalgraph export public.jsonl --without-history",
        ),
        short_help="Write the graph to a file that load takes.",
    )
    def export(  # noqa: PLR0913 - whoever exports has that many choices
        *,
        path: FileArgument,
        without_history: WithoutHistoryOption = False,
        invented: InventedOption = False,
        names: NamesOption = False,
        overwrite: OverwriteOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        if invented and not without_history:
            raise typer.BadParameter("--invented goes with --without-history.")
        if names and without_history:
            raise typer.BadParameter("--names goes with the history: without it there are none.")
        if path != STDOUT and not is_graph_file(path):
            raise typer.BadParameter(f"End its name in {SUFFIX}: load knows it by that.")
        with opened(said.store, model) as held, _opened(path, overwrite=overwrite) as file:
            if without_history:
                told = _write_state(held, file, invented=invented)
            else:
                written = _write(history_lines(held, names=names), file)
                told = _told_history(held, written, names=names)
        out(f"{path}: {told[said.lang]}", sys.stderr)


def _write_state(store: GraphStore, file: BinaryIO, *, invented: bool) -> Words:
    with store.read() as view:
        everything = EdgeSearch(nodes=None, outgoing=None, scope=None)
        there = len(list(view.ids())) + len(view.edges(everything))
        written = _write(state_lines(view, invented=invented), file)
    gone = there - written.records
    left_out = Words("", "")
    if gone:
        left_out = Words(
            f" {gone} er utelatt, fordi de er oppdiktet eller henger på noe som er det "
            "(--invented tar dem med).",
            f" {gone} are left out, because they are invented or hang on something that is "
            "(--invented takes them along).",
        )
    return Words(
        f"{written.records} noder og kanter, uten historien.{left_out.nb}",
        f"{written.records} nodes and edges, without the history.{left_out.en}",
    )


def _told_history(store: GraphStore, written: Written, *, names: bool) -> Words:
    revisions, known = len(store.revisions()), len(store.authors())
    several = revisions != 1
    nb = [f"hele grafen, {revisions} {'revisjoner' if several else 'revisjon'}."]
    en = [f"the whole graph, {revisions} {'revisions' if several else 'revision'}."]
    if written.invented:
        nb.append(
            "Det oppdiktede er med, merket som oppdiktet: dette er en kopi, ikke data for andre "
            "(--without-history utelater det)."
        )
        en.append(
            "What is invented is in it, marked as invented: this is a copy, not data for others "
            "(--without-history leaves it out)."
        )
    if known and not names:
        nb.append(f"Navnene på {known} som har endret den, er ikke med (--names tar dem med).")
        en.append(f"The names of {known} who changed it are not in it (--names takes them along).")
    return Words(" ".join(nb), " ".join(en))


def _write(lines: Iterable[bytes], file: BinaryIO) -> Written:
    records = invented = 0
    for line in lines:
        file.write(line)
        records += is_record(line)
        invented += is_invented(line)
    return Written(records, invented)


@contextmanager
def _opened(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Open a file to write, which is there under its name only when it is whole.

    Raises Refused when it is there already, or cannot be written.
    """
    if path == STDOUT:
        yield sys.stdout.buffer
        return
    if path.exists() and not overwrite:
        title = Words("Filen finnes allerede.", "The file is there.")
        hint = Words(
            "Oppgi en annen fil, eller bruk --overwrite.", "Name another file, or say --overwrite."
        )
        raise Refused([Problem("file-there", title, hint, Origin(str(path)))])
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        title = Words(
            f"Filen kan ikke skrives: {error.strerror}.",
            f"The file cannot be written: {error.strerror}.",
        )
        hint = Words(
            "Se etter at mappen finnes, at det går an å skrive i den, og at det er plass.",
            "See that the folder is there, may be written to and has room.",
        )
        raise Refused([Problem("unwritable", title, hint, Origin(str(path)))]) from error
