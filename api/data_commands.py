"""The commands that put data in, look it over and serve it: `load`, `check`, `start`, `serve`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from api import asking, completion
from api.opening import is_there, opened, opened_or_empty
from api.options import (
    AllowEmptyOption,
    AsOfOption,
    AuthorOption,
    CaseOption,
    EncodingOption,
    HostOption,
    JsonOption,
    LanguageOption,
    PathsArgument,
    PortOption,
    StoreOption,
    login,
    manual,
    settings,
    typed,
)
from api.question_commands import today
from api.settings import Settings
from api.terminal import document_out, findings_page, goes_page, out, report_page, shared_page
from api.upkeep_pages import offers_page, where
from graph.answers import answer
from graph.checking import findings
from graph.errors import Refused, UnknownNode
from graph.model import Model, Words
from graph.problems import Problem
from graph.records import Origin
from graph.store import GraphStore
from graph.wording import called
from loaders.load import load
from loaders.offering import news
from loaders.packaged import packaged
from loaders.report import Report
from views.documents import Document, edge_id_document, findings_document, problem_documents

EXAMPLE: Final = ("measures", "sdg:11.6")
"""What `start` answers when it has started: the kind, and the goal that it serves."""

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")]
ReasonOption = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why; otherwise the names of what is loaded."),
]
ReplaceOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--replace",
        metavar="ORGANISATION KIND",
        help="Remove what the organisation has of the kind and the sheets do not. Without --yes "
        "it lists what goes, and loads nothing.",
    ),
]
CheckedArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH|NAME",
        show_default=False,
        help="Sheets, folders of sheets, and names of packaged sets; none: the stored graph.",
        autocompletion=completion.sets,
    ),
]
InitialOption = Annotated[
    bool,
    typer.Option(
        "--initial",
        help="A first load of any size, into an empty store; nobody can use it meanwhile.",
    ),
]
WithoutHistoryOption = Annotated[
    bool,
    typer.Option(
        "--without-history",
        help="Of a graph file only what it holds at its end, as one change.",
    ),
]
RemoveDroppedOption = Annotated[
    bool,
    typer.Option(
        "--remove-dropped",
        help="Remove also what earlier editions of the packaged sets named brought, and these do "
        "not hold any more. Without --yes it lists what goes, and loads nothing.",
    ),
]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Do remove what --replace and --remove-dropped list.")
]


def add_data(app: typer.Typer, model: Model) -> None:
    """Add the commands."""
    _add_load(app, model)
    _add_check(app, model)
    _add_start(app, model)
    _add_serve(app, model)


# --- load -----------------------------------------------------------------------------------------


def _add_load(app: typer.Typer, model: Model) -> None:
    @app.command(
        "load",
        help=manual(
            "Load sheets, all or nothing. A name stands for a packaged set where there is no "
            f"such file: {', '.join(packaged())}. What stands in no sheet stays as it is. A graph "
            "file that export wrote goes with its history into an empty store.",
            "goalgraph load sdg norway asker",
            "goalgraph load measures.csv --dry-run",
            "goalgraph load plan/ --replace asker Measure",
            "goalgraph load graph.jsonl --store file:var/other.db",
        ),
        short_help="Load sheets, packaged sets or a graph file, all or nothing.",
    )
    def load_command(  # noqa: PLR0913 - whoever loads has that many choices
        *,
        paths: PathsArgument,
        dry_run: DryRunOption = False,
        author: AuthorOption = None,
        reason: ReasonOption = None,
        case: CaseOption = None,
        encoding: EncodingOption = None,
        allow_empty: AllowEmptyOption = False,
        replace: ReplaceOption = None,
        remove_dropped: RemoveDroppedOption = False,
        initial: InitialOption = False,
        without_history: WithoutHistoryOption = False,
        yes: YesOption = False,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        replaced = ((replace[0], _kind_name(model, replace[1])),) if replace else ()
        run = partial(
            load,
            paths=_sources(paths),
            author=author or login(),
            reason=reason or _reason(paths),
            case=case,
            encoding=encoding,
            allow_empty=allow_empty,
            replace=replaced,
            remove_dropped=remove_dropped,
            initial=initial,
            with_history=not without_history,
        )
        # A first load that is refused must not leave an empty graph behind, so it is tried first.
        removes = bool(replaced) or remove_dropped
        if dry_run or (removes and not yes) or not is_there(said.store):
            with opened_or_empty(said.store, model) as held:
                report = run(held, dry_run=True)
            if dry_run or report.goes:
                _tell(model, report, said, paths, as_json=json)
                if not dry_run:
                    out(_WANTS_YES[said.lang], sys.stderr)
                    raise typer.Exit(1)
                return
        with opened(said.store, model, create=True) as held:
            report = run(held)
        _tell(model, report, said, paths, as_json=json)


_WANTS_YES: Final = Words(
    "Ingenting er lastet. Gi --yes for å fjerne dette.",
    "Nothing was loaded. Say --yes to remove this.",
)


def _sources(paths: Iterable[Path]) -> list[Path]:
    """Return what to load; a name is a packaged set where there is no such file.

    Raises Refused with every bare name that is neither.
    """
    sets = packaged()
    sources = [path if _is_there(path) else sets.get(str(path), path) for path in paths]
    hint = Words(
        f"Datasettene som følger med, er {', '.join(sets)}.",
        f"The packaged sets are {', '.join(sets)}.",
    )
    unknown = [
        Problem(
            "no-such-file",
            Words(
                "Det finnes ingen slik fil eller mappe, og ikke noe slikt datasett.",
                "There is no such file, folder or packaged set.",
            ),
            hint,
            Origin(str(path)),
        )
        for path in sources
        if path.name == str(path) and not path.suffix and not _is_there(path)
    ]
    if unknown:
        raise Refused(unknown)
    return sources


def _is_there(path: Path) -> bool:
    """Tell whether there is such a file; of a name that cannot be looked up the loader tells."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def _kind_name(model: Model, name: str) -> str:
    """Return the name of a kind that may be called by its plural or its column."""
    if name in model.by_plural:
        return model.by_plural[name].name
    return name.upper() if name.upper() in model.edge_kinds else name


def _reason(paths: Iterable[Path]) -> str:
    return f"load {' '.join(str(path) for path in paths)}"


def _tell(
    model: Model, report: Report, said: Settings, paths: Iterable[Path], *, as_json: bool
) -> None:
    """Print what a load did; that it touches what belongs to everybody is said on its own.

    The packaged sets are where the shared nodes come from, and may.
    """
    if as_json:
        document_out(_report_document(report), sys.stdout)
        return
    out(report_page(model, report, said.lang), sys.stdout)
    if report.goes:
        out(goes_page(report, said.lang), sys.stdout)
    sets = set(packaged().values())
    if report.shared and not sets.issuperset(_sources(paths)):
        out(shared_page(report, said.lang), sys.stderr)


def _report_document(report: Report) -> Document:
    return {
        "files": [asdict(each) for each in report.files],
        "counts": [asdict(each) for each in report.counts],
        "removed": [
            each if isinstance(each, str) else edge_id_document(each) for each in report.goes
        ],
        "shared": list(report.shared),
        "revision": report.revision,
    }


# --- check ----------------------------------------------------------------------------------------


def _add_check(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Look data over. With sheets: whether they could be loaded, and what that would do; "
            "nothing is written. Without: what a person should look at in the stored graph: links "
            "to confirm, links lost to a replacement, invented items that do not say so. The "
            "method's own rules (one lead, a goal for each measure) are not checked yet. "
            "Exits with 1 when it finds something.",
            "goalgraph check measures.csv",
            "goalgraph check",
        ),
        short_help="Look over sheets, or the stored graph.",
    )
    def check(  # noqa: PLR0913 - whoever checks has that many choices
        *,
        paths: CheckedArgument = None,
        encoding: EncodingOption = None,
        allow_empty: AllowEmptyOption = False,
        as_of: AsOfOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        if not paths:
            _check_graph(model, said, as_of, as_json=json)
            return
        run = partial(load, author=login(), reason=_reason(paths), dry_run=True)
        with opened_or_empty(said.store, model) as held:
            try:
                report = run(held, _sources(paths), encoding=encoding, allow_empty=allow_empty)
            except Refused as refused:
                if json:
                    document_out(problem_documents(refused.problems, said.lang), sys.stdout)
                raise
        _tell(model, report, said, paths, as_json=json)


def _check_graph(model: Model, said: Settings, as_of: str | None, *, as_json: bool) -> None:
    """Print what to look at in the stored graph; exits with 1 when there is something."""
    day = asking.which(model, None, typed(as_of=as_of), today()).as_of
    with opened(said.store, model) as store, store.read() as view:
        found, revision = findings(view, day), view.revision
    if as_json:
        document_out(findings_document(found, day, revision), sys.stdout)
    else:
        out(findings_page(found, day, revision, said.lang), sys.stdout)
    if found:
        raise typer.Exit(1)


# --- start and serve ------------------------------------------------------------------------------


def _add_start(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Start with the packaged data: make the store where there is none, load every "
            "packaged set into an empty one, answer a question and serve. A store that holds "
            "something is served as it is; where a packaged set is new or another than the one "
            "that was loaded, it is told what would change and how to take it in.",
            "goalgraph start",
            "goalgraph start --port 8080 --lang en",
        ),
        short_help="Load the packaged data once, and serve.",
    )
    def start(
        *,
        host: HostOption = None,
        port: PortOption = None,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang, host=host, port=port)
        with opened(said.store, model, create=True) as held:
            _fill(held, said)
            answered = _answered_example(held, said)
            _serve(held, said, answered)


def _add_serve(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Serve a store that is there: pages and the HTTP API, until Ctrl-C.",
            "goalgraph serve",
            "goalgraph serve --store file:plan.db --port 8080",
        ),
        short_help="Serve the pages and the HTTP API.",
    )
    def serve(
        *,
        host: HostOption = None,
        port: PortOption = None,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang, host=host, port=port)
        with opened(said.store, model) as held:
            _serve(held, said)


def _fill(store: GraphStore, said: Settings) -> None:
    """Load every packaged set, in one change, into a store that holds nothing.

    In one that holds something nothing is changed; it is told which sets it does not hold as they
    are packaged.
    """
    with store.read() as view:
        revision = view.revision
    if revision:
        if offered := news(store):
            out(offers_page(offered, where(said), said.lang), sys.stderr)
        return
    sets = packaged()
    names = ", ".join(sets)
    out(
        Words(f"Laster dataene som følger med: {names}.", f"Loading the packaged data: {names}.")[
            said.lang
        ],
        sys.stderr,
    )
    load(store, sets.values(), author=login(), reason=f"start: {names}")


def _answered_example(store: GraphStore, said: Settings) -> Sequence[str]:
    """Return a question, its answer and how to ask it; nothing where it cannot be asked."""
    plural, goal = EXAMPLE
    kind = store.model.by_plural.get(plural)
    question = asking.which(store.model, kind, {"serves": [goal]}, today())
    with store.read() as view:
        try:
            found = answer(view, question)
        except UnknownNode:
            return ()
        name = called(store.model, view.nodes({goal})[goal], said.lang)
    asked = Words(f"Hvilke tiltak tjener {name}?", f"Which measures serve {name}?")[said.lang]
    return ("", asked, found.sentence[said.lang], f"goalgraph {plural} --serves {goal}")


def _serve(store: GraphStore, said: Settings, then: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C; tell the address, and then some lines, once it answers."""
    # Only who serves waits for the web framework.
    from api.serving import serve  # noqa: PLC0415

    def ready(address: str) -> None:
        told = Words(
            f"Goalgraph svarer på {address} – Ctrl-C avslutter.",
            f"Goalgraph answers at {address} – Ctrl-C ends it.",
        )
        out("\n".join((told[said.lang], *then)), sys.stdout)
        sys.stdout.flush()

    serve(store, said, on_ready=ready)
