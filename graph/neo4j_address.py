"""Where a Neo4j server is, and who it is asked by.  Loads no driver: most graphs are in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from graph.errors import StoreUnavailable
from graph.model import Words

SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""What an address begins with; `+s`: encrypted, `+ssc`: with a certificate of its own."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who the server is asked by, and for which database; the password is never shown."""

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None


def refuse_more_than_address(uri: str) -> None:
    """Raise StoreUnavailable when an address holds a password or the like, for it is shown.

    Also when it names no host, or a port that is none.
    """
    try:
        parts = urlsplit(uri)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise StoreUnavailable(
            Words(
                "Adressen til Neo4j-tjeneren mangler vertsnavn, eller har en port som ikke finnes. "
                "Skriv den som neo4j://VERT:PORT; porten er vanligvis 7687.",
                "The address of the Neo4j server names no host, or a port that is none. Write it "
                "as neo4j://HOST:PORT; the port is usually 7687.",
            )
        )
    if "@" in parts.netloc or parts.query or parts.fragment or parts.path.strip("/"):
        raise StoreUnavailable(
            Words(
                "Adressen til Neo4j-tjeneren har mer enn vert og port. Skriv den som "
                "neo4j://VERT:PORT, og sett GOALGRAPH_NEO4J_USER, GOALGRAPH_NEO4J_PASSWORD og "
                "GOALGRAPH_NEO4J_DATABASE for resten.",
                "The address of the Neo4j server holds more than host and port. Write it as "
                "neo4j://HOST:PORT, and set GOALGRAPH_NEO4J_USER, GOALGRAPH_NEO4J_PASSWORD and "
                "GOALGRAPH_NEO4J_DATABASE for the rest.",
            )
        )
