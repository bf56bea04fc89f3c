"""The packaged data and the worked example load clean, and twice change nothing."""

from datetime import date
from pathlib import Path

import pytest

from graph.checking import findings
from graph.records import EdgeId
from graph.store import GraphStore
from loaders.load import load
from loaders.packaged import SETS, packaged

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT.parent / "shared" / "example"


def test_every_folder_of_data_is_a_declared_set() -> None:
    """What is in data/ is loaded; a set that is not declared would be forgotten."""
    there = {path.name for path in (ROOT / "data").iterdir() if path.is_dir()}

    assert there <= {each.name for each in SETS}
    assert list(packaged()) == [each.name for each in SETS if each.name in there]


def test_the_packaged_data_load_in_their_order_and_once(store: GraphStore) -> None:
    """Each set refers to those before it alone; loading all again changes nothing."""
    for name, folder in packaged().items():
        report = load(store, [folder], author="test", reason=name)
        assert report.changes > 0

    before = len(store.revisions())
    for name, folder in packaged().items():
        report = load(store, [folder], author="test", reason=name)
        assert (name, report.changes) == (name, 0)

    assert len(store.revisions()) == before


def test_the_packaged_data_load_together(store: GraphStore) -> None:
    """All sets may be one change; no node and no edge stands in two of them."""
    report = load(store, packaged().values(), author="test", reason="all")

    assert report.revision == 1


def test_the_invented_municipality_needs_the_goals_alone(store: GraphStore) -> None:
    """The folder of Eksempel kommune loads by itself after the UN's goals, without Asker."""
    folders = packaged()
    load(store, [folders["sdg"]], author="test", reason="sdg")

    load(store, [folders["demo"] / "eksempel"], author="test", reason="eksempel")

    with store.read() as view:
        namespaces = {node_id.partition(":")[0] for node_id in view.ids()}
        assert namespaces == {"sdg", "eksempel"}
        assert findings(view, date(2026, 11, 23)) == []


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the worked example lies beside the checkout")
def test_the_worked_example_loads_and_twice_changes_nothing(store: GraphStore) -> None:
    """The files of the shared example are in the layout that is read here."""
    first = load(store, [EXAMPLE], author="test", reason="example")
    second = load(store, [EXAMPLE], author="test", reason="example")

    assert first.changes == 33
    assert second.changes == 0
    edge_id = EdgeId("CONTRIBUTES_TO", "asker:demo.avlop", "sdg:11.6")
    with store.read() as view:
        assert view.edge_records([edge_id])[edge_id].values["strength"] == 2
        assert len(str(view.nodes(["asker:demo.avlop"])["asker:demo.avlop"].values["budget"])) > 0
