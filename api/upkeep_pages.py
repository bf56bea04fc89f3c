"""What a store is and what could be done to it, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table

from api.terminal import command_line
from graph.model import Words
from loaders.offering import Offer

_COUNTS = (
    ("added", Words("nye", "added")),
    ("changed", Words("endret", "changed")),
    ("removed", Words("fjernet", "removed")),
)


def offers_page(offers: Sequence[Offer], where: str, language: str) -> Group:
    """Return which packaged sets differ from what is stored, and the commands that take them in.

    `where` is what the commands must say of the store: nothing, or an option and its value.
    """
    grid = Table.grid(padding=(0, 2))
    for each in offers:
        grid.add_row(f"  {each.name}", offer_text(each, language))
    names = " ".join(each.name for each in offers)
    heading = Words(
        "Data som følger med er ikke lastet slik de er nå; ingenting er endret:",
        "Packaged data are not loaded as they are now; nothing was changed:",
    )
    commands = [
        command_line(words[language], f"goalgraph load {option}{names}{where}")
        for words, option in (
            (Words("Se nærmere: ", "To look first:   "), "--dry-run "),
            (Words("Ta dem inn: ", "To take them in: "), ""),
        )
    ]
    return Group(heading[language], grid, *commands)


def offer_text(offer: Offer, language: str) -> str:
    """Return how a packaged set differs from what is stored, and what loading it would do."""
    if offer.since is not None and offer.newer:
        state = Words(
            f"ny utgave siden revisjon {offer.since}", f"a new edition since revision {offer.since}"
        )
    elif offer.since is not None:
        state = Words(
            f"endret her siden revisjon {offer.since}", f"changed here since revision {offer.since}"
        )
    elif offer.changed:
        state = Words("en annen utgave er lagret", "another edition is stored")
    else:
        state = Words("ikke lastet", "not loaded")
    if offer.problems:
        number = len(offer.problems)
        effect = Words(
            f"kan ikke lastes: {number} problemer", f"cannot be loaded: {number} problems"
        )
        if number == 1:
            effect = Words("kan ikke lastes: 1 problem", "cannot be loaded: 1 problem")
        return f"{state[language]}; {effect[language]}"
    counts = [
        f"{getattr(offer, name)} {words[language]}"
        for name, words in _COUNTS
        if getattr(offer, name)
    ]
    text = f"{state[language]}; {', '.join(counts)}"
    if offer.overwritten and offer.newer:
        here = Words(
            f", hvorav {offer.overwritten} er endret her siden",
            f", of which {offer.overwritten} were changed here since",
        )
        text += here[language]
    return text
