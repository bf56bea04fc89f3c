"""To add a kind is to add a row: problems, store, API, command and docs have it at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.command import command
from api.settings import Settings
from graph.changes import ChangeSet
from graph.embedded import EmbeddedStore
from graph.errors import Refused
from graph.kinds import MODEL
from graph.model import Field, FieldType, Model, NodeKind, Words
from graph.records import Node, Value
from views.model_page import model_page

DREAM: Final = NodeKind(
    name="Dream",
    one=Words("drøm", "dream"),
    many=Words("drømmer", "dreams"),
    the=Words("drømmen", "the dream"),
    plural="dreams",
    help=Words("Hva en innbygger ønsker seg.", "What an inhabitant wishes for."),
    colour="#123456",
    id_example="asker:drom.1",
    fields=(
        Field(
            name="vividness",
            type=FieldType.WHOLE,
            label=Words("tydelighet", "vividness"),
            help=Words("Hvor tydelig den er, 1 til 5.", "How vivid it is, 1 to 5."),
            bounds=(1, 5),
        ),
    ),
)
WITH_DREAMS: Final[Model] = replace(MODEL, nodes=(*MODEL.nodes, DREAM))


def dream(vividness: int) -> ChangeSet:
    """Return a change with one dream in it."""
    values: dict[str, Value] = {
        "title": "Badestrand",
        "basis": "documented",
        "source": "her",
        "vividness": vividness,
    }
    node = Node(id="asker:drom.1", kind="Dream", values=values)
    return ChangeSet(f"dream {vividness}", "kari", "to see it", puts=(node,))


def test_a_row_is_all_that_a_kind_needs(tmp_path: Path) -> None:
    """One row more in the table: refused, stored, asked for, commanded and described."""
    uri = f"file:{tmp_path / 'graph.db'}"
    with EmbeddedStore.open(uri, WITH_DREAMS) as store:
        with pytest.raises(Refused, match=r"vividness of Dream .* is not between 1 and 5"):
            store.apply(dream(9))
        store.apply(dream(4))
        client = TestClient(create_app(store, settings=Settings()), base_url="http://127.0.0.1")

        found = client.get("/api/v1/dreams?vividness=4&as_of=2026-11-23").json()
        kinds = client.get("/api/v1/kinds").json()
        paths = client.get("/openapi.json").json()["paths"]
        pages = {
            path: client.get(path).text for path in ("/dreams", "/nodes/asker:drom.1", "/kinds")
        }

    assert [result["id"] for result in found["results"]] == ["asker:drom.1"]
    assert found["sentence"]["nb"] == "1 drøm passer til filtrene."
    assert "Dream" in {kind["name"] for kind in kinds["nodes"]}
    assert "vividness" in {each["name"] for each in paths["/api/v1/dreams"]["get"]["parameters"]}

    assert "Badestrand" in pages["/dreams"]
    assert "Tydelighet" in pages["/nodes/asker:drom.1"]
    assert "Drømmer" in pages["/kinds"]

    today = date(2026, 11, 23).isoformat()
    said = CliRunner().invoke(
        command(WITH_DREAMS), ["dreams", "--store", uri, "--as-of", today, "--lang", "en"]
    )
    assert said.exit_code == 0
    assert "asker:drom.1" in said.stdout

    assert "| Dream | drøm | `dreams` |" in model_page(WITH_DREAMS)
