"""The commands for whoever looks after a store: `doctor`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Final

import typer

from api.diagnosis import Diagnosis, diagnosed, named_by, strays
from api.opening import opened
from api.options import JsonOption, LanguageOption, StoreOption, manual, settings
from api.question_commands import today
from api.terminal import document_out, out, problem_lines
from api.upkeep_pages import diagnosis_page
from graph.model import Model
from graph.problems import Problem
from views.diagnosis import holdings_document
from views.documents import Document, problem_documents

VERSIONS: Final = f"Goalgraph {version('goalgraph')} · Python {platform.python_version()}"


def add_upkeep(app: typer.Typer, model: Model) -> None:
    """Add the commands."""
    _add_doctor(app, model)


def _add_doctor(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Tell which store is used and why, what it holds, which packaged sets differ from it, "
            "and whether it is whole: its file, its records against the table of kinds, the graph "
            "against its history. Everything is read and nothing changed. Exits with 1 when "
            "something is wrong, with how to mend it.",
            "goalgraph doctor",
            "goalgraph doctor --store file:plan.db --lang en",
        ),
        short_help="Tell what store this is, and whether it is whole.",
    )
    def doctor(
        *, json: JsonOption = False, lang: LanguageOption = None, store: StoreOption = None
    ) -> None:
        said = settings(store=store, lang=lang)
        stray = tuple(strays(os.environ))
        # Where the store cannot be opened it ends there; this may be why.
        if not json:
            out(VERSIONS, sys.stdout)
            sys.stdout.flush()
            _tell(stray, said.lang)
        with opened(said.store, model) as held:
            found = diagnosed(held, said, named_by=named_by(store), as_of=today())
        if json:
            document_out(_document(found, (*stray, *found.problems), said.lang), sys.stdout)
        else:
            out(diagnosis_page(model, found, said.lang), sys.stdout)
            _tell(found.problems, said.lang)
        if stray or found.problems:
            raise typer.Exit(1)


def _tell(problems: Sequence[Problem], language: str) -> None:
    sys.stdout.flush()
    sys.stderr.writelines(f"{line}\n" for line in problem_lines(problems, language))


def _document(found: Diagnosis, problems: Sequence[Problem], language: str) -> Document:
    revision = found.revision
    return {
        "versions": VERSIONS,
        "store": found.store,
        "named_by": found.named_by,
        "engine": found.engine,
        "place": None if found.place is None else str(found.place),
        "size": found.size,
        "revision": None if revision is None else revision.number,
        "holdings": holdings_document(found.holdings),
        "sets": dict(found.sets),
        "offers": [
            {**asdict(each), "problems": problem_documents(each.problems, language)}
            for each in found.offers
        ],
        "findings": found.to_look_at,
        **problem_documents(problems, language),
    }
