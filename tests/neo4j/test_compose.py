"""The compose file of the API on Neo4j: what stands in it, as no container is run here."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.shared import ROOT

COMPOSE: Final = (ROOT / "docker-compose.neo4j.yml").read_text(encoding="utf-8")


def test_there_is_no_default_password() -> None:
    """Compose refuses to start without one; nothing else stands where a password does."""
    passwords = re.findall(
        r"^\s+(?:NEO4J_AUTH: neo4j/|GOALGRAPH_NEO4J_PASSWORD: )(.*)$", COMPOSE, re.MULTILINE
    )

    assert len(passwords) == 2
    assert all(each.startswith("${GOALGRAPH_NEO4J_PASSWORD:?") for each in passwords)


def test_the_server_is_not_reached_from_outside() -> None:
    """Only the API has a port."""
    assert not re.search(r"^\s+ports:", COMPOSE, re.MULTILINE)


@pytest.mark.parametrize(
    "line",
    [
        "image: neo4j:5.26-community",
        "NEO4J_server_directories_import: /import",
        "condition: service_healthy",
        "healthcheck:",
        "- neo4j:/data",
    ],
)
def test_what_a_server_needs_is_said(line: str) -> None:
    """The version that is tested, what LOAD CSV may read, who waits for whom, where data stay."""
    assert line in COMPOSE
