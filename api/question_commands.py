"""The commands that ask: one per kind of node, and `find`, `show`, `trace` and `kinds`.

Each asks what a route asks, in the same words, and prints the same document.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

import typer

from api import asking, completion
from api.kinds_pages import edge_kind_page, kinds_page, node_kind_page
from api.opening import opened
from api.options import (
    AsOfOption,
    BasisOption,
    CursorOption,
    DirectionOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    ModeOption,
    OrganisationOption,
    ServedByOption,
    ServesOption,
    StoreOption,
    TextOption,
    WhereOption,
    and_where,
    manual,
    settings,
    typed,
)
from api.settings import Settings
from api.terminal import (
    answer_page,
    document_out,
    next_page,
    out,
    shown_page,
    trace_page,
)
from graph.answers import answer
from graph.identity import nearest
from graph.model import EdgeKind, Model, NodeKind
from graph.questions import Show, Trace, Which
from graph.surroundings import shown, traced
from views.documents import (
    answer_document,
    edge_kind_document,
    kinds_document,
    node_kind_document,
    shown_document,
    trace_document,
)

_COLUMNS: Final = 78
"""Width of the help's own lists; help is set no wider than 80."""

NodeArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", show_default=False, help="A node.", autocompletion=completion.nodes
    ),
]
WordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT", show_default=False, help="Words that each start a word of its texts."
    ),
]
ExplainedArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        show_default=False,
        help="A kind of node or link; none: the whole table.",
        autocompletion=completion.all_kinds,
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="PLURAL",
        help="Only this kind, by the name of its command.",
        autocompletion=completion.kinds,
    ),
]


@dataclass(frozen=True, slots=True)
class Teller:
    """Answers a question and prints it, as the options say.

    Attributes:
        model: the table of kinds.
        settings: where the graph is, and the language.
        json: whether to print the document instead of the page.
    """

    model: Model
    settings: Settings
    json: bool

    def which(self, question: Which) -> None:
        """Answer which nodes pass some filters."""
        with opened(self.settings.store, self.model) as store, store.read() as view:
            found = answer(view, question)
        if self.json:
            document_out(answer_document(self.model, found), sys.stdout)
        else:
            out(answer_page(self.model, found, self.settings.lang), sys.stdout)
        if found.after is not None:
            out(
                next_page(found, asking.cursor(question, found.after), self.settings.lang),
                sys.stderr,
            )

    def trace(self, question: Trace) -> None:
        """Answer what a node serves, or is served by."""
        with opened(self.settings.store, self.model) as store, store.read() as view:
            found = traced(view, question)
        if self.json:
            document_out(trace_document(self.model, found), sys.stdout)
        else:
            out(trace_page(self.model, found, self.settings.lang), sys.stdout)

    def show(self, question: Show) -> None:
        """Answer what a node is, and what it is joined to."""
        with opened(self.settings.store, self.model) as store, store.read() as view:
            found = shown(view, question)
        if self.json:
            document_out(shown_document(self.model, found), sys.stdout)
        else:
            out(shown_page(self.model, found, self.settings.lang), sys.stdout)


def today() -> date:
    """Return the day that a question is for where it names none."""
    return datetime.now().astimezone().date()


def add_questions(app: typer.Typer, model: Model) -> None:
    """Add the questions that are asked of nodes of any kind."""
    _add_find(app, model)
    _add_show(app, model)
    _add_trace(app, model)
    _add_kinds(app, model)


def add_collections(app: typer.Typer, model: Model) -> None:
    """Add the command of each kind of node."""
    for kind in model.nodes:
        _add_collection(app, model, kind)


# --- a kind's collection --------------------------------------------------------------------------


def _add_collection(app: typer.Typer, model: Model, kind: NodeKind) -> None:
    @app.command(
        kind.plural,
        help=manual(
            f"Tell which {kind.many.en} pass the filters. {kind.help.en}", *_examples(model, kind)
        ),
        short_help=f"{kind.many.en[:1].upper()}{kind.many.en[1:]}. {kind.help.en}",
        epilog=_other_filters(model, kind),
    )
    def collection(  # noqa: PLR0913 - a question has that many filters
        *,
        serves: ServesOption = None,
        served_by: ServedByOption = None,
        mode: ModeOption = None,
        organisation: OrganisationOption = None,
        basis: BasisOption = None,
        as_of: AsOfOption = None,
        q: TextOption = None,
        where: WhereOption = None,
        limit: LimitOption = None,
        cursor: CursorOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        filters = typed(
            serves=serves,
            served_by=served_by,
            mode=mode,
            organisation=organisation,
            basis=basis,
            as_of=as_of,
            q=q,
            limit=limit,
            cursor=cursor,
        )
        teller = Teller(model, settings(store=store, lang=lang), json)
        teller.which(asking.which(model, kind, and_where(filters, where), today()))


def _examples(model: Model, kind: NodeKind) -> Sequence[str]:
    """Return examples of a kind's command: what serves a goal, where it may, and what there is."""
    goals = [
        goal for goal in model.nodes if goal is not kind and model.may_serve(kind.name, goal.name)
    ]
    goals.sort(key=lambda goal: (goal.heading is None, goal.level or 0))
    first = [f"goalgraph {kind.plural} --serves {goal.id_example}" for goal in goals[:1]]
    return [*first, f"goalgraph {kind.plural} --q miljø", f"goalgraph {kind.plural} --json"]


def _other_filters(model: Model, kind: NodeKind) -> str:
    """Return a list of the filters that have no option of their own."""
    common = asking.filters_of(model, None)
    own = [each for name, each in asking.filters_of(model, kind).items() if name not in common]
    lines = ["\b", "Filters for --where:"]
    for each in own:
        options = f" One of: {', '.join(each.options)}." if each.options else ""
        lines += textwrap.wrap(
            f"{each.name:<20} {each.help}{options}",
            _COLUMNS,
            initial_indent="  ",
            subsequent_indent=" " * 23,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


# --- all kinds ------------------------------------------------------------------------------------


def _add_find(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Find nodes by words of their titles, descriptions and identifiers. Each word must "
            "start a word there; æ, ø and å may be written out.",
            "goalgraph find nærdemokrati",
            "goalgraph find ytre miljø --kind subgoals",
        ),
        short_help="Find nodes of any kind by words.",
    )
    def find(  # noqa: PLR0913 - a question has that many filters
        *,
        text: WordsArgument,
        kind: KindOption = None,
        organisation: OrganisationOption = None,
        basis: BasisOption = None,
        as_of: AsOfOption = None,
        limit: LimitOption = None,
        cursor: CursorOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        filters = typed(
            q=" ".join(text),
            organisation=organisation,
            basis=basis,
            as_of=as_of,
            limit=limit,
            cursor=cursor,
        )
        teller = Teller(model, settings(store=store, lang=lang), json)
        teller.which(asking.which(model, _kind(model, kind), filters, today()))


def _kind(model: Model, name: str | None) -> NodeKind | None:
    """Return the kind of a name; raises typer.BadParameter when there is none."""
    if name is None:
        return None
    known = spoken(model)
    kind = known.get(name.casefold())
    if kind is None:
        meant = _meant(name, known)
        hint = f"Did you mean {known[meant].plural}?" if meant else _one_of(model.by_plural)
        raise typer.BadParameter(f"{name!r} is not a kind. {hint}", param_hint="--kind")
    return kind


def _one_of(words: Iterable[str]) -> str:
    return f"Use one of: {', '.join(words)}."


def _add_show(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Show a node: its fields, and what it is joined to in words, both ways.",
            "goalgraph show asker:samarbeid.1",
            "goalgraph show sdg:11.6 --lang en",
        ),
        short_help="Show a node, and what it is joined to.",
    )
    def show(  # noqa: PLR0913 - a question has that many filters
        *,
        node: NodeArgument,
        organisation: OrganisationOption = None,
        basis: BasisOption = None,
        as_of: AsOfOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        filters = typed(organisation=organisation, basis=basis, as_of=as_of)
        teller = Teller(model, settings(store=store, lang=lang), json)
        teller.show(asking.show(node, filters, today()))


def _add_trace(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Follow the red thread from a node: down to everything that serves it, or up to "
            "everything that it serves. What stands below a node is told once; where the node "
            "comes again, it is marked «…».",
            "goalgraph trace sdg:11.6",
            "goalgraph trace asker:demo.avlop --direction up",
        ),
        short_help="Follow the red thread from a node, down or up.",
    )
    def trace(  # noqa: PLR0913 - a question has that many filters
        *,
        node: NodeArgument,
        direction: DirectionOption = None,
        mode: ModeOption = None,
        organisation: OrganisationOption = None,
        basis: BasisOption = None,
        as_of: AsOfOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        filters = typed(
            direction=direction, mode=mode, organisation=organisation, basis=basis, as_of=as_of
        )
        teller = Teller(model, settings(store=store, lang=lang), json)
        teller.trace(asking.trace(node, filters, today()))


def _add_kinds(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Explain the model: the kinds of nodes and of links between them. With the name of "
            "one, what it is, what it holds, what it is joined to and how it is asked for.",
            "goalgraph kinds",
            "goalgraph kinds measures",
            "goalgraph kinds ADVANCES --lang en",
        ),
        short_help="Explain the kinds of nodes and links.",
    )
    def kinds(
        *, name: ExplainedArgument = None, json: JsonOption = False, lang: LanguageOption = None
    ) -> None:
        language = settings(lang=lang).lang
        kind = None if name is None else explained(model, name)
        match kind:
            case None:
                document, page = kinds_document(model), kinds_page(model, language)
            case NodeKind():
                document = node_kind_document(model, kind)
                page = node_kind_page(model, kind, language)
            case EdgeKind():
                document = edge_kind_document(model, kind)
                page = edge_kind_page(model, kind, language)
        if json:
            document_out(document, sys.stdout)
        else:
            out(page, sys.stdout)


def explained(model: Model, name: str) -> NodeKind | EdgeKind:
    """Return the kind of a name: a command's, a noun of either language, or an edge's or filter's.

    Raises typer.BadParameter, with the nearest, when there is none.
    """
    known: dict[str, NodeKind | EdgeKind] = {
        word.casefold(): edge
        for edge in model.edges
        for word in (edge.name, edge.column, edge.reverse)
    }
    known |= spoken(model)
    found = known.get(name.casefold())
    if found is None:
        meant = _meant(name, known)
        hint = f"Did you mean {meant}?" if meant else "goalgraph kinds lists them all."
        raise typer.BadParameter(f"{name!r} is not a kind. {hint}", param_hint="NAME")
    return found


def spoken(model: Model) -> dict[str, NodeKind]:
    """Return the kinds of nodes by all that people call them, in lower case."""
    return {
        word.casefold(): kind
        for kind in model.nodes
        for word in (
            *(words[language] for words in (kind.many, kind.one) for language in ("nb", "en")),
            kind.name,
            kind.plural,
        )
    }


def _meant(typed: str, known: Mapping[str, NodeKind | EdgeKind]) -> str | None:
    """Return the word that was begun, where only one kind's words begin so; or else the nearest."""
    begun = [word for word in known if word.startswith(typed.casefold())]
    alone = len({known[word].name for word in begun}) == 1
    return begun[0] if alone else nearest(typed.casefold(), known)
