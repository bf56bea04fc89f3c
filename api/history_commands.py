"""The commands on what was changed: `history`, `confirm` and `undo`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from api import asking, completion
from api.history_pages import changes_page, edges_page, revisions_page
from api.opening import opened
from api.options import (
    AuthorOption,
    CaseOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    StoreOption,
    login,
    manual,
    settings,
    typed,
)
from api.settings import Settings
from api.terminal import document_out, out
from graph.changes import Change, ChangeSet, Revision
from graph.checks import problems
from graph.errors import Refused, UnknownNode
from graph.history import edge_name, undoing, unknown_revision
from graph.identity import NodeId
from graph.model import Model, Words
from graph.problems import Problem, refuse_unknown, unknown_node
from graph.records import EdgeId
from graph.store import ChangeSearch, EdgeSearch, GraphStore, View
from views.documents import Document
from views.history import changes_document, revision_document

WhatArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="ID|NUMBER",
        show_default=False,
        help="A node, or a revision by its number; none: all revisions.",
        autocompletion=completion.nodes,
    ),
]
LinkArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ID|FROM KIND TO",
        show_default=False,
        help="A node, for all its links that are to be confirmed; or one link, as check lists it.",
        autocompletion=completion.nodes,
    ),
]
RevisionArgument = Annotated[
    int, typer.Argument(metavar="NUMBER", show_default=False, help="The revision to undo.")
]
WhyOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
TryOption = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")]


def add_history(app: typer.Typer, model: Model) -> None:
    """Add the commands."""
    _add_history(app, model)
    _add_confirm(app, model)
    _add_undo(app, model)


def _add_history(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Tell who changed what, when, why and under which case: the revisions, the newest "
            "first; what became of one node and its links; or all that one revision did.",
            "goalgraph history",
            "goalgraph history asker:byer.4",
            "goalgraph history 1 --limit 5",
        ),
        short_help="Tell who changed what, when and why.",
    )
    def history(
        *,
        what: WhatArgument = None,
        limit: LimitOption = None,
        json: JsonOption = False,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        _, number = asking.revisions(typed(limit=limit))
        with opened(said.store, model) as held:
            if what is None:
                _tell_revisions(held, number, said, as_json=json)
            else:
                _tell_changes(held, what, number, said, as_json=json)


def _tell_revisions(store: GraphStore, limit: int, said: Settings, *, as_json: bool) -> None:
    revisions = store.revisions()
    shown = revisions[-limit:][::-1]
    if as_json:
        # In the order of /api/v1/revisions; a person reads the newest first.
        documents = [revision_document(each) for each in reversed(shown)]
        document_out({"revisions": documents, "revision": len(revisions)}, sys.stdout)
        return
    first = shown[-1].number if shown else 0
    changes = store.find_changes(ChangeSearch(since=first - 1)) if shown else ()
    out(revisions_page(shown, changes, store.authors(), said.lang), sys.stdout)
    _tell_rest(len(revisions) - len(shown), said)


def _tell_changes(
    store: GraphStore, what: str, limit: int, said: Settings, *, as_json: bool
) -> None:
    """Tell what became of a node, or what a revision did."""
    revisions = {each.number: each for each in store.revisions()}
    node = None if what.isdecimal() else asking.record(what, {})
    changes = _asked(store, what, node, revisions)
    shown = changes[:limit]
    if as_json:
        made = [revisions[number] for number in sorted({each.revision for each in shown})]
        about: Document = {"node": node} if node else revision_document(revisions[int(what)])
        document = changes_document(store.model, shown, made)
        document_out(about | document | {"revision": len(revisions)}, sys.stdout)
        return
    page = changes_page(store.model, shown, revisions, store.authors(), said.lang, node=node)
    out(page, sys.stdout)
    _tell_rest(len(changes) - len(shown), said)


def _asked(
    store: GraphStore, what: str, node: NodeId | None, revisions: dict[int, Revision]
) -> Sequence[Change]:
    """Return the changes that are asked for; raises Refused where there is nothing like it."""
    if node is None:
        number = int(what) if len(what) < len(str(sys.maxsize)) else 0
        if number not in revisions:
            raise Refused([unknown_revision(what, len(revisions))])
        return store.find_changes(ChangeSearch(since=number - 1, until=number))
    found = store.find_changes(ChangeSearch(node=node))
    if not found:
        with store.read() as view:
            raise UnknownNode([unknown_node(view, node)])
    return found


def _tell_rest(number: int, said: Settings) -> None:
    if number > 0:
        more = Words(f"{number} til: --limit viser flere.", f"{number} more: --limit shows more.")
        out(more[said.lang], sys.stderr)


# --- confirm --------------------------------------------------------------------------------------


def _add_confirm(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Vouch for links as they are, after a text of either end was changed: they are no "
            "longer listed by check. Say a node for all its links, or one link as check lists it.",
            "goalgraph confirm asker:byer.4",
            "goalgraph confirm asker:byer.4 DERIVED_FROM sdg:11.6 --author kari",
        ),
        short_help="Vouch for links whose ends were reworded.",
    )
    def confirm(  # noqa: PLR0913 - whoever changes something has that many choices
        *,
        link: LinkArgument,
        dry_run: TryOption = False,
        author: AuthorOption = None,
        reason: WhyOption = None,
        case: CaseOption = None,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        with opened(said.store, model) as held:
            with held.read() as view:
                edges, revision = _meant(view, link), view.revision
            if not edges:
                told = Words("Ingenting å bekrefte.", "Nothing to confirm.")
                out(told[said.lang], sys.stdout)
                return
            if not dry_run:
                held.apply(
                    ChangeSet(
                        key=_key(edges, revision),
                        author=author or login(),
                        reason=reason or "confirm",
                        case=case,
                        confirms=frozenset(edges),
                    )
                )
        heading = Words(f"Bekreftet ({len(edges)}):", f"Confirmed ({len(edges)}):")
        if dry_run:
            heading = Words(f"Ville bekrefte ({len(edges)}):", f"Would confirm ({len(edges)}):")
        out(edges_page(heading, edges, said.lang), sys.stdout)


def _key(edges: Sequence[EdgeId], revision: int) -> str:
    """Return a name for a confirmation: what is confirmed, and what was seen then."""
    content = "\n".join(sorted(map(edge_name, edges)))
    return f"confirm-{hashlib.sha256(content.encode()).hexdigest()}-after-{revision}"


def _meant(view: View, link: Sequence[str]) -> list[EdgeId]:
    """Return the suspect edges of a node, or the edge of FROM KIND TO and a key.

    Raises Refused for what is not there, and typer.BadParameter for another number of words.
    """
    if len(link) == 1:
        node_id = asking.record(link[0], {})
        refuse_unknown(view, {node_id}, None)
        search = EdgeSearch(nodes=frozenset({node_id}), outgoing=None, scope=None)
        return [each.id for each in view.edges(search) if each.suspect]
    if len(link) < len(EdgeId._fields) - 1:
        raise typer.BadParameter("Say one node, or FROM KIND TO.", param_hint="ID|FROM KIND TO")
    low, kind, high, *key = link
    wanted = EdgeId(kind.upper(), low, high, " ".join(key))
    refuse_unknown(view, {low, high}, None)
    if not view.edge_records([wanted]):
        title = Words(
            f"Det finnes ingen kobling {' '.join(link)}.", f"There is no link {' '.join(link)}."
        )
        hint = Words(
            "goalgraph show viser hvilke koblinger et element har.",
            "goalgraph show tells which links a node has.",
        )
        raise Refused([Problem("unknown-edge", title, hint)])
    return [wanted]


# --- undo -----------------------------------------------------------------------------------------


def _add_undo(app: typer.Typer, model: Model) -> None:
    @app.command(
        help=manual(
            "Undo one revision, as a change of its own: what it added goes, what it changed or "
            "removed is as before. Refused where something of it was changed again later. The "
            "history keeps both.",
            "goalgraph undo 2 --dry-run",
            "goalgraph undo 2 --reason 'wrong file'",
        ),
        short_help="Undo one revision, by a new one.",
    )
    def undo(  # noqa: PLR0913 - whoever changes something has that many choices
        *,
        number: RevisionArgument,
        dry_run: TryOption = False,
        author: AuthorOption = None,
        reason: WhyOption = None,
        case: CaseOption = None,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        said = settings(store=store, lang=lang)
        why = reason or f"undo revision {number}"
        with opened(said.store, model) as held:
            change = undoing(held, number, author=author or login(), reason=why, case=case)
            with held.read() as view:
                if found := problems(view, change):
                    raise Refused(found)
            made = None if dry_run else held.apply(change).number
        puts, goes = len(change.puts), len(change.removes)
        told = Words(
            f"Revisjon {number}: {puts} settes tilbake, {goes} fjernes",
            f"Revision {number}: {puts} put back, {goes} removed",
        )
        end = Words("ingenting er skrevet", "nothing was written")
        if made is not None:
            end = Words(f"revisjon {made} gjør det", f"revision {made} does so")
        out(f"{told[said.lang]}; {end[said.lang]}.", sys.stdout)
