"""What a store is and what could be done to it, as a person reads it in a terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from api.diagnosis import Diagnosis
from api.settings import Settings
from api.terminal import NAMED, QUIET, STRONG, command_line, table
from graph.history import edge_name
from graph.model import Basis, Model, Words
from graph.soundness import Holding
from graph.wording import capital, noun
from loaders.offering import Offer
from loaders.packaged import packaged

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
    names = " ".join(each.name for each in offers if each.loadable or each.problems)
    left = [each.name for each in offers if each.dropped]
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
        if names
    ]
    return Group(heading[language], grid, *commands, *_removal(left, where, language))


def _removal(names: Sequence[str], where: str, language: str) -> Iterator[RenderableType]:
    """Yield the command that lists what some sets have dropped, and with --yes removes it."""
    if names:
        words = Words("Fjern det utelatte:", "Remove what was dropped:")[language]
        yield command_line(words, f"goalgraph load --remove-dropped {' '.join(names)}{where}")


def offer_text(offer: Offer, language: str) -> str:
    """Return how a packaged set differs from what is stored, and what loading it would do."""
    state = _state(offer)
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
    would = Words("ved lasting: ", "on loading: ")[language]
    text = state[language]
    if counts:
        text += f"; {would}{', '.join(counts)}"
    if offer.overwritten and offer.newer:
        here = Words(
            f", hvorav {offer.overwritten} er endret her siden",
            f", of which {offer.overwritten} were changed here since",
        )
        text += here[language]
    if offer.dropped:
        number = len(offer.dropped)
        left = Words(
            f"; {number} herfra er utelatt i pakken: ",
            f"; {number} from it dropped by the package: ",
        )
        names = [each if isinstance(each, str) else edge_name(each) for each in offer.dropped]
        more = " …" if number > NAMED else ""
        text += f"{left[language]}{', '.join(names[:NAMED])}{more}"
    return text


def _state(offer: Offer) -> Words:
    """Return what became of a packaged set in the graph."""
    if offer.since is not None and offer.absent:
        return Words(
            f"ikke her lenger; lastet i revisjon {offer.since}",
            f"no longer here; loaded in revision {offer.since}",
        )
    if offer.since is not None and offer.newer:
        return Words(
            f"ny utgave siden revisjon {offer.since}", f"a new edition since revision {offer.since}"
        )
    if offer.since is not None and not (offer.added or offer.changed or offer.removed):
        return Words(f"lastet i revisjon {offer.since}", f"loaded in revision {offer.since}")
    if offer.since is not None:
        return Words(
            f"endret her siden revisjon {offer.since}", f"changed here since revision {offer.since}"
        )
    if offer.changed:
        return Words("en annen utgave er lagret", "another edition is stored")
    return Words("ikke lastet", "not loaded")


def where(said: Settings) -> str:
    """Return what a command must say of the store, where that is not the one it would take."""
    elsewhere = said.store != Settings.model_fields["store"].default
    return f" --store {shlex.quote(said.store)}" if elsewhere else ""


# --- the doctor -----------------------------------------------------------------------------------


def diagnosis_page(model: Model, found: Diagnosis, language: str) -> Group:
    """Return what a store is, what it holds, how the packaged sets stand, and if it is whole."""
    return Group(
        "",
        _grid(_facts(found, language)),
        *_holdings(model, found.holdings, language),
        "",
        Text(Words("Data som følger med", "Packaged data")[language], STRONG),
        _grid(_sets(found, language)),
        "",
        *_verdict(found, language),
    )


def _grid(rows: Iterator[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    for label, text in rows:
        grid.add_row(Text(f"  {label}", QUIET), Text(text, overflow="fold"))
    return grid


def _facts(found: Diagnosis, language: str) -> Iterator[tuple[str, str]]:
    default = Words("standardverdien", "the default")[language]
    yield Words("lager", "store")[language], f"{found.store} ({found.named_by or default})"
    if found.place is not None and found.size is not None:
        size = f"{found.size / 1_000_000:.1f}".replace(".", Words(",", ".")[language])
        yield Words("fil", "file")[language], f"{found.place.absolute()}, {size} MB"
    yield Words("motor", "engine")[language], found.engine
    revision = found.revision
    if revision is None:
        yield Words("revisjon", "revision")[language], Words("ingen ennå", "none yet")[language]
    else:
        at = revision.at.astimezone().strftime("%Y-%m-%d %H:%M")
        told = f"{revision.number} · {at} · {revision.author} · {revision.reason}"
        yield Words("revisjon", "revision")[language], told


def _holdings(model: Model, holdings: Sequence[Holding], language: str) -> Iterator[RenderableType]:
    """Yield a table of what there is by namespace and basis, then by kind."""
    if not holdings:
        return
    basis = next(field for field in model.common if field.name == "basis")
    grid = table(
        Words("Navnerom", "Namespace")[language],
        Words("Elementer", "Items")[language],
        *(capital(basis.options[each][language]) for each in Basis),
        Words("Koblinger", "Links")[language],
    )
    for column in grid.columns[1:]:
        column.justify = "right"
    for each in holdings:
        by_basis = [str(each.nodes.get(one, 0) or "·") for one in Basis]
        nodes, edges = sum(each.nodes.values()), sum(each.edges.values())
        grid.add_row(each.namespace, str(nodes), *by_basis, str(edges))
    yield ""
    yield grid
    yield ""
    yield _grid(
        (
            each.namespace,
            ", ".join(
                f"{number} {noun(model.node_kinds[kind], number, language)}"
                for kind, number in each.kinds.items()
            ),
        )
        for each in holdings
    )


def _sets(found: Diagnosis, language: str) -> Iterator[tuple[str, str]]:
    offers = {each.name: each for each in found.offers}
    for name in packaged():
        since = found.sets.get(name)
        as_packaged = Words("som pakket", "as packaged")
        if since is not None:
            as_packaged = Words(
                f"som pakket, siden revisjon {since}", f"as packaged, since revision {since}"
            )
        offer = offers.get(name)
        yield name, as_packaged[language] if offer is None else offer_text(offer, language)


def _verdict(found: Diagnosis, language: str) -> Iterator[RenderableType]:
    option = f" --store {shlex.quote(found.store)}" if found.named_by == "--store" else ""
    behind = [each.name for each in found.offers if each.loadable]
    if behind:
        words = Words("Sett mot pakkene:", "Against the packages:")[language]
        yield command_line(words, f"goalgraph load --dry-run {' '.join(behind)}{option}")
    yield from _removal([each.name for each in found.offers if each.dropped], option, language)
    if found.to_look_at:
        words = Words(
            f"{found.to_look_at} ting å se på:", f"{found.to_look_at} things to look at:"
        )[language]
        yield command_line(words, f"goalgraph check{option}")
    if not found.problems:
        yield Words(
            "Alt er helt: fil, elementer, koblinger og historikk stemmer overens.",
            "All is whole: file, items, links and history agree.",
        )[language]
