"""An answer in one plain sentence or two, in bokmål and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.identity import order_key
from graph.model import Words
from graph.wording import OR, called, in_both, listed, noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.answers import Counts
    from graph.identity import NodeId
    from graph.limits import Limit
    from graph.questions import Which
    from graph.store import View


def sentence(view: View, question: Which, counts: Counts, limits: Collection[Limit]) -> Words:
    """Return the answer in words: how many there are, and then what to know of them."""
    codes = {limit.code for limit in limits}

    def say(language: str) -> str:
        first = _first(view, question, counts, codes, language)
        remarks = list(_remarks(counts, language))
        return f"{first} {_capital('; '.join(remarks))}." if remarks else first

    return in_both(say)


def _first(
    view: View, question: Which, counts: Counts, codes: Collection[str], language: str
) -> str:
    number = counts.results
    kind = view.model.node_kinds[question.kind] if question.kind else None
    open_ended = "list-not-known-complete" in codes
    if not number:
        return _nothing(view, question, noun(kind, 2, language), language, open_ended=open_ended)
    what = f"{number} {noun(kind, number, language)}"
    if "truncated" in codes:
        what = f"{Words('minst', 'at least')[language]} {what}"
    parts = _parts(counts.parts, language)
    return _capital(f"{what} {_does(view, question, number, language)}{parts}.")


def _does(view: View, question: Which, number: int, language: str) -> str:
    """Return what the results do, as the rest of a sentence about a number of them."""
    phrases = []
    if question.serves:
        verb = Words("tjener", "serves" if number == 1 else "serve")[language]
        phrases.append(f"{verb} {_names(view, question.serves, language)}")
    if question.served_by:
        by = _names(view, question.served_by, language)
        verb = Words("tjenes av", "is served by" if number == 1 else "are served by")[language]
        phrases.append(f"{verb} {by}")
    if question.text or question.fields or question.edges:
        phrases.append(
            Words(
                "passer til de andre filtrene" if phrases else "passer til filtrene",
                f"pass{'es' if number == 1 else ''} the {'other ' if phrases else ''}filters",
            )[language]
        )
    if not phrases:
        phrases.append(Words("finnes i grafen", "in the graph")[language])
    return Words(" og ", " and ")[language].join(phrases)


def _nothing(view: View, question: Which, what: str, language: str, *, open_ended: bool) -> str:
    does = _does(view, question, 2, language)
    if open_ended:
        return Words(
            f"Fant ingen {what} som {does}; det er ikke kjent om dataene er fullstendige.",
            f"Found no {what} that {does}; it is not known whether the data are complete."
            if question.serves or question.served_by
            else f"Found no {what} {does}.",
        )[language]
    return Words(f"Ingen {what} {does}.", f"No {what} {does}.")[language]


def _parts(number: int, language: str) -> str:
    if not number:
        return ""
    return Words(
        f", med {number} {'del' if number == 1 else 'deler'} under seg",
        f", with {number} {'part' if number == 1 else 'parts'} under them",
    )[language]


def _remarks(counts: Counts, language: str) -> Iterator[str]:
    number, invented, alone = counts.results, counts.resting_on_invented, counts.without_lead
    if number and counts.only_broad:
        yield _only_broad(number, counts.only_broad, language)
    if number and invented:
        yield _invented(number, invented, language)
    if number and alone:
        yield Words(
            f"{alone} er uten hovedansvarlig",
            f"{alone} {'has' if alone == 1 else 'have'} no lead responsible",
        )[language]


def _only_broad(number: int, broad: int, language: str) -> str:
    if broad == number:
        return Words("bare gjennom en overskrift", "only through a heading")[language]
    return Words(
        f"{broad} av dem bare gjennom en overskrift",
        f"{broad} of them only through a heading",
    )[language]


def _invented(number: int, invented: int, language: str) -> str:
    if invented < number:
        return Words(
            f"{invented} av dem hviler på oppdiktede data",
            f"{invented} of them {'rests' if invented == 1 else 'rest'} on invented data",
        )[language]
    if number == 1:
        return Words("svaret hviler på oppdiktede data", "it rests on invented data")[language]
    return Words(f"alle {number} hviler på oppdiktede data", f"all {number} rest on invented data")[
        language
    ]


def _names(view: View, ids: Collection[NodeId], language: str) -> str:
    nodes = view.nodes(ids)
    ordered = sorted(nodes, key=order_key)
    return listed(
        (called(view.model, nodes[node_id], language) for node_id in ordered), OR, language
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
