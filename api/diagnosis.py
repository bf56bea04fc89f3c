"""What there is to know of a store and its surroundings, gathered for `goalgraph doctor`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.settings import Settings, variables
from graph.changes import Revision
from graph.checking import findings
from graph.embedded import EmbeddedStore
from graph.identity import nearest
from graph.model import Words
from graph.problems import Problem, did_you_mean, it_has
from graph.soundness import Holding, faults, holdings
from graph.store import GraphStore
from loaders.offering import Offer, offers
from loaders.packaged import loaded_sets

if TYPE_CHECKING:
    from graph.neo4j_store import Neo4jStore

_PREFIX: Final = str(Settings.model_config["env_prefix"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What was found.

    Attributes:
        store: the URI that names the store.
        named_by: what says so: `--store`, an environment variable, or nothing for the default.
        engine: what keeps it, with its version.
        place: its file; None where it is none.
        size: the bytes of its file.
        revision: the newest revision; None before the first.
        holdings: what it holds.
        sets: for each packaged set that was taken in, the last revision that did.
        offers: the packaged sets that it does not hold as they are packaged.
        to_look_at: how much `check` finds.
        problems: what is wrong with it, each with how to mend it.
    """

    store: str
    named_by: str
    engine: str
    place: Path | None
    size: int | None
    revision: Revision | None
    holdings: tuple[Holding, ...]
    sets: Mapping[str, int]
    offers: tuple[Offer, ...]
    to_look_at: int
    problems: tuple[Problem, ...]


def diagnosed(
    store: EmbeddedStore | Neo4jStore, said: Settings, *, named_by: str, as_of: date
) -> Diagnosis:
    """Look a store over.  Everything in it is read, and nothing is changed."""
    place = store.place if isinstance(store, EmbeddedStore) else None
    revisions = store.revisions()
    with store.read() as view:
        held = holdings(view)
        to_look_at = findings(view, as_of)
    return Diagnosis(
        store=said.store,
        named_by=named_by,
        engine=store.engine(),
        place=place,
        size=place.stat().st_size if place else None,
        revision=revisions[-1] if revisions else None,
        holdings=held,
        sets={name: number for name, (number, _) in loaded_sets(revisions).items()},
        offers=tuple(offers(store)),
        to_look_at=len(to_look_at),
        problems=(*_damage(store), *faults(store)),
    )


def _damage(store: GraphStore) -> Iterator[Problem]:
    """Yield what an engine itself finds broken."""
    for text in store.damage() if isinstance(store, EmbeddedStore) else ():
        yield Problem(
            "damaged-file",
            Words(f"Filen er skadet: {text}.", f"The file is damaged: {text}."),
            Words(
                "Behold den som den er, og gå videre med en eldre kopi.",
                "Keep it as it is, and go on with a copy from before.",
            ),
        )


def strays(environment: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the variables that look like settings and are none: nobody reads them."""
    known = variables()
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in known:
            meant = nearest(name, known)
            yield Problem(
                "unknown-setting",
                Words(
                    f"{name} er satt, men er ingen innstilling.",
                    f"{name} is set, and is no setting.",
                ),
                did_you_mean(meant) if meant else it_has(known),
            )


def named_by(option: str | None) -> str:
    """Return what says which store is meant; nothing where it is the default."""
    variable = f"{_PREFIX}STORE"
    if option is not None and option != os.environ.get(variable):
        return "--store"
    return variable if variable in os.environ else ""
