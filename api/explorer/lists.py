"""A page per kind: all of its nodes, or those that pass the filters, each with its chain in words.

The page of `/measures?serves=sdg:11.6` is the answer to the question that the HTTP API answers at
`/api/v1/measures?serves=sdg:11.6`.  Kinds and filters come from the table of kinds.  At
`/measures/all?serves=sdg:11.6` stand all results at once, plainly, for paper and for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.responses import RedirectResponse, Response

from api import asking
from api.asking import Filter, Takes
from api.explorer.address import Address
from api.explorer.exports import as_csv, as_json
from api.explorer.frame import Page, Visit
from api.explorer.meant import Unclear, meant, wanted_kinds
from api.explorer.pictures import drawn, legend, picture_forms
from api.explorer.texts import say
from api.explorer.wording import LINKED, Chip, Item, chips, item, label, option, told
from graph.answers import Answer, Proof, Result, answer
from graph.model import MODES, Basis, Mode, NodeKind
from graph.questions import RedThread, Which
from graph.red_thread import pictured
from graph.wording import OR, called, capital, listed, noun
from views.answer_tables import answer_table
from views.documents import answer_document


@dataclass(frozen=True, slots=True)
class Row:
    """A result as the page shows it.

    Attributes:
        item: the node.
        because: its best chain in words, for each condition on the thread.
        mode: the narrowest mode that reaches it; empty where it was not asked.
        chains: how many chains there are.
        invented: whether it, or its best chain, rests on what is invented.
        part_of: the results that it is a part of.
    """

    item: Item
    because: tuple[str, ...]
    mode: str
    chains: int
    invented: bool
    part_of: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A filter as something to fill in or tick off.

    Attributes:
        name: its name in the address.
        label: what it is called.
        type: `nodes`, `options`, `one`, `date`, `text`.
        values: what is chosen, in words beside what is typed.
        options: what may be chosen, in words beside what is typed.
        repeats: whether several may be chosen.
        among: the kinds of the nodes that may be chosen; empty: any.
    """

    name: str
    label: str
    type: str
    values: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    repeats: bool
    among: tuple[str, ...] = ()


def listing(kind: NodeKind | None) -> Callable[[Visit], Page | Response]:
    """Return what builds the page of a kind; without a kind, of all nodes."""

    def build(visit: Visit) -> Page | Response:
        filters = asking.filters_of(visit.model, kind)
        elsewhere = choices(visit, filters, kind)
        if elsewhere is not None:
            return elsewhere
        question = asking.which(visit.model, kind, visit.typed, visit.today)
        found = answer(visit.view, question)
        found_controls = controls(visit, filters, kind)
        asked = _thread_of(question)
        picture = pictured(visit.view, asked) if _is_whole_thread(question) else None
        on_thread = visit.to("/thread", *(("focus", each) for each in sorted(asked.focus)))
        return Page(
            "list.html",
            {
                "kind": kind,
                "question": question,
                "heading": heading(visit, kind, question),
                "sentence": found.sentence[visit.language],
                "rows": _rows(visit, found),
                "answer": found,
                "chips": list(chips(visit, filters, kind)),
                "controls": (found_controls[: len(_COMMON)], found_controls[len(_COMMON) :]),
                "limits": told(visit, found.limits),
                "bases": _bases(visit, found),
                "next": _next(visit, found),
                "whole": _whole(visit, kind),
                "apart": _apart(visit, found),
                "suggestions": list(_suggestions(visit, kind, found)),
                "thread": on_thread if asked.focus else None,
                "legend": legend(visit, picture) if picture else [],
                "picture": drawn(visit, picture, on_thread.having("alone", "yes"))
                if picture and found.results
                else None,
            },
            {
                "json": lambda: as_json(answer_document(visit.model, found)),
                "csv": lambda: as_csv(visit, answer_table(visit.model, kind, _all(visit, found))),
                **(picture_forms(visit, picture) if picture else {}),
            },
        )

    return build


def whole(kind: NodeKind | None) -> Callable[[Visit], Page | Response]:
    """Return what builds the page of all results at once, to be printed or saved."""

    def build(visit: Visit) -> Page | Response:
        filters = asking.filters_of(visit.model, kind)
        elsewhere = choices(visit, filters, kind)
        if elsewhere is not None:
            return elsewhere
        question = asking.which(visit.model, kind, visit.typed, visit.today, None)
        found = answer(visit.view, question)
        return Page(
            "whole.html",
            {
                "kind": kind,
                "heading": heading(visit, kind, question),
                "sentence": found.sentence[visit.language],
                "rows": _rows(visit, found),
                "chips": list(chips(visit, filters, kind)),
                "limits": told(visit, found.limits),
                "listing": visit.address.at(path_of(kind)),
            },
            {
                "json": lambda: as_json(answer_document(visit.model, found)),
                "csv": lambda: as_csv(visit, answer_table(visit.model, kind, found)),
            },
        )

    return build


def path_of(kind: NodeKind | None) -> str:
    """Return the path of a kind's page; without a kind, of that of all nodes."""
    return f"/{kind.plural if kind else 'nodes'}"


def heading(visit: Visit, kind: NodeKind | None, question: Which) -> str:
    """Return the question in words; without one about the thread, what is listed."""
    texts = say(visit.language)
    many = noun(kind, 2, visit.language)
    phrases = []
    for verb, ids in (("serve", question.serves), ("served", question.served_by)):
        if ids:
            nodes = visit.view.nodes(ids)
            names = (called(visit.model, nodes[each], visit.language) for each in sorted(nodes))
            phrases.append(f"{texts[verb]} {listed(names, OR, visit.language)}")
    if phrases:
        return texts["which"].format(many=many, does=f" {texts['and']} ".join(phrases))
    if question.text:
        return texts["found_for"].format(many=capital(many), words=question.text)
    return capital(many)


def choices(
    visit: Visit, filters: Mapping[str, Filter], kind: NodeKind | None = None
) -> Page | Response | None:
    """Return where words lead that stand for an identifier; None where there are none.

    Where it is clear which node they mean, to the address with its identifier; else to the choice.
    """
    for name, value in visit.address.query:
        if name not in filters or filters[name].takes not in LINKED:
            continue
        found = meant(
            visit.view, value, visit.scope, wanted_kinds(visit.model, kind, filters[name])
        )
        if isinstance(found, Unclear):
            return _choice(visit, name, value, found)
        if found != value:
            return RedirectResponse(str(visit.address.replacing(name, value, found)), 303)
    return None


def _choice(visit: Visit, name: str, value: str, unclear: Unclear) -> Page:
    without = visit.address.without(name, value)
    offered = [
        (
            item(visit, node),
            visit.address.replacing(name, value, node.id),
            visit.model.node_kinds[node.kind],
        )
        for node in unclear.candidates
    ]
    return Page(
        "choice.html",
        {"name": name, "typed": value, "choices": offered, "without": without},
    )


def _rows(visit: Visit, found: Answer) -> list[Row]:
    ends = {
        end
        for result in found.results
        for proof in _proofs(result)
        for edge in proof.chain
        for end in (edge.from_id, edge.to_id)
    }
    parts = {one for result in found.results for one in result.part_of}
    nodes = visit.view.nodes(ends | parts)
    rows = []
    for result in found.results:
        proofs = _proofs(result)
        chain = [edge for proof in proofs for edge in proof.chain]
        invented = result.node.basis is Basis.ILLUSTRATIVE or any(
            basis is Basis.ILLUSTRATIVE
            for edge in chain
            for basis in (edge.basis, nodes[edge.from_id].basis, nodes[edge.to_id].basis)
        )
        rows.append(
            Row(
                item=item(visit, result.node),
                because=tuple(each.because[visit.language] for each in proofs),
                mode=MODES[max(each.mode for each in proofs)][visit.language] if proofs else "",
                chains=proofs[0].chains if proofs else 0,
                invented=invented,
                part_of=tuple(item(visit, nodes[one]) for one in result.part_of),
            )
        )
    return rows


def _proofs(result: Result) -> tuple[Proof, ...]:
    return tuple(each for each in (result.serves, result.served_by) if each is not None)


_COMMON: Final = ("q", "serves", "served_by", "mode", "basis", "organisation", "as_of")
"""The controls that come first, in this order; a kind's own follow."""


def controls(visit: Visit, filters: Mapping[str, Filter], kind: NodeKind | None) -> list[Control]:
    """Return filters as something to fill in or tick off: those of all lists first."""
    names = [*(name for name in _COMMON if name in filters), *filters]
    return [
        _control(visit, filters[name], kind)
        for name in dict.fromkeys(names)
        if filters[name].takes not in {Takes.NUMBER, Takes.CURSOR}
    ]


def _control(visit: Visit, each: Filter, kind: NodeKind | None) -> Control:
    typed = visit.address.values(each.name)
    options: Sequence[str] = each.options
    kind_of_control = "text"
    if each.takes in LINKED:
        kind_of_control = "nodes"
    elif each.takes is Takes.DAY:
        kind_of_control = "date"
    elif each.takes is Takes.ORGANISATION:
        options = tuple(visit.organisations)
    if options:
        kind_of_control = "options" if each.repeats else "one"
    nodes = visit.view.nodes(set(typed)) if each.takes in LINKED else {}
    return Control(
        name=each.name,
        label=label(visit, kind, each),
        type=kind_of_control,
        values=tuple(
            (
                value,
                called(visit.model, nodes[value], visit.language)
                if value in nodes
                else option(visit, kind, each, value),
            )
            for value in typed
        ),
        options=tuple((value, option(visit, kind, each, value)) for value in options),
        repeats=each.repeats,
        among=wanted_kinds(visit.model, kind, each),
    )


def _bases(visit: Visit, found: Answer) -> list[tuple[str, str, int, int]]:
    """Return, for each basis, its name, and how many nodes and edges of the evidence rest on it."""
    texts = say(visit.language)
    return [
        (
            each.value,
            texts[f"option_{each.value}"],
            found.counts.nodes[each],
            found.counts.edges[each],
        )
        for each in Basis
        if found.counts.nodes.get(each) or found.counts.edges.get(each)
    ]


def _next(visit: Visit, found: Answer) -> Address | None:
    if found.after is None:
        return None
    return visit.address.adding("cursor", asking.cursor(found.question, found.after))


def _all(visit: Visit, found: Answer) -> Answer:
    """Return the answer with all of its results, whichever page of them it is."""
    return answer(visit.view, replace(found.question, after=None, limit=None))


def _whole(visit: Visit, kind: NodeKind | None) -> Address:
    """Return the address of the page of all results; what says which page goes."""
    return visit.address.without("limit").without("cursor").at(f"{path_of(kind)}/all")


def _apart(visit: Visit, found: Answer) -> list[Item]:
    return [item(visit, node) for node in found.apart.nodes] if found.apart else []


def _suggestions(
    visit: Visit, kind: NodeKind | None, found: Answer
) -> Iterator[tuple[str, Address]]:
    """Yield what to try where nothing was found: less narrow, wider, or elsewhere."""
    if found.results:
        return
    texts = say(visit.language)
    question = found.question
    if _is_wider(visit, question):
        yield texts["try_broad"], visit.address.having("mode", Mode.BROAD.word)
    if question.text and kind is not None:
        yield texts["try_all_kinds"], visit.to("/nodes", ("q", question.text))
    narrowing: list[Chip] = [
        each
        for each in chips(visit, asking.filters_of(visit.model, kind), kind)
        if each.without is not None
    ]
    for each in narrowing:
        if each.without is not None:
            yield texts["try_without"].format(label=each.label, value=each.value), each.without
    if kind is not None and narrowing:
        yield texts["try_all"].format(many=kind.many[visit.language]), visit.address.only(("lang",))


def _is_wider(visit: Visit, question: Which) -> bool:
    """Return whether the widest mode finds anything: under a target it never finds more."""
    if question.mode is Mode.BROAD or not (question.serves or question.served_by):
        return False
    return bool(answer(visit.view, replace(question, mode=Mode.BROAD, limit=1)).results)


def _is_whole_thread(question: Which) -> bool:
    """Return whether the thread's picture shows the question's results, neither more nor others.

    What else a result must be (its words, fields and edges) no picture of a thread can show, nor
    what both serves one node and is served by another: it would answer another question.
    """
    asked_one_way = bool(question.serves) != bool(question.served_by)
    return asked_one_way and not (question.text or question.fields or question.edges)


def _thread_of(question: Which) -> RedThread:
    """Return the thread that a question is about, as a picture of that thread alone."""
    return RedThread(
        as_of=question.as_of,
        focus=question.serves | question.served_by,
        alone=True,
        mode=question.mode,
        organisation=question.organisation,
        basis=question.basis,
    )
