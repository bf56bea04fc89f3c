"""Which engine keeps the graph that a URI names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.settings import Neo4jSettings
from graph.embedded import EmbeddedStore
from graph.errors import StoreUnavailable
from graph.model import Model, Words
from graph.neo4j_address import SCHEMES

if TYPE_CHECKING:
    from graph.neo4j_store import Neo4jStore

_FILE: Final = "file:"
_MEMORY: Final = "memory:"
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""More than one letter: `C:` is a drive."""


def opened(uri: str, model: Model, *, create: bool = False) -> EmbeddedStore | Neo4jStore:
    """Open the store that a URI names, to be used in a `with` block.

    A Neo4j server is only asked for when it is needed, so that whoever serves the graph may start
    before it, and outlive it.

    Raises StoreUnavailable when there is none and none is to be made, when it cannot be used, and
    when no engine keeps graphs there.
    """
    scheme = _SCHEME.match(uri)
    if scheme and scheme[0].removesuffix(":").lower() in SCHEMES:
        from graph.neo4j_store import Neo4jStore  # noqa: PLC0415 - loads the driver

        return Neo4jStore.open(uri, model, login=Neo4jSettings().login, create=create)
    if scheme and scheme[0] not in {_FILE, _MEMORY}:
        raise StoreUnavailable(
            Words(
                f"{uri!r} er ikke et sted der data kan ligge. Skriv det som file:STI, memory: "
                "eller neo4j://VERT:PORT.",
                f"{uri!r} is not a place that a graph is kept in. Name it as file:PATH, memory: or "
                "neo4j://HOST:PORT.",
            )
        )
    return EmbeddedStore.open(uri, model, create=create)


def opened_or_empty(uri: str, model: Model) -> EmbeddedStore | Neo4jStore:
    """Open a store to try something on: where none is there, an empty one that goes when closed."""
    return opened(uri, model) if is_there(uri) else opened(_MEMORY, model, create=True)


def is_there(uri: str) -> bool:
    """Tell whether a store is there already; one that is no file is taken to be."""
    scheme = _SCHEME.match(uri)
    elsewhere = scheme is not None and scheme[0] != _FILE
    return elsewhere or Path(uri.removeprefix(_FILE)).exists()
