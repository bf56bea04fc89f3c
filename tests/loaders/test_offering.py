"""Packaged sets against a graph: what differs is found and told, and nothing is changed."""

from pathlib import Path
from shutil import copytree

import pytest

from graph.changes import ChangeSet
from graph.history import undoing
from graph.store import EdgeSearch, GraphStore
from loaders.load import load
from loaders.offering import Offer, news, offers
from loaders.packaged import digest, loaded_sets, packaged
from tests.loaders.files import loaded

MINE = {"focus-areas.csv": "id,title\nasker:byer,Byene våre\n"}
"""A sheet that changes one node of the packaged Asker."""


def take_in(store: GraphStore, *names: str) -> int | None:
    """Load packaged sets by name, as the command does."""
    folders = [packaged()[name] for name in names]
    return load(store, folders, author="test", reason="test").revision


def edition(folder: Path, name: str, old: str, new: str) -> Path:
    """Return a copy of a packaged set in which a text stands otherwise: an older edition."""
    copied = copytree(packaged()[name], folder / name)
    for path in copied.rglob("*.csv"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return copied


def pretend(store: GraphStore, name: str) -> None:
    """Write into the history that an edition of a set was taken in that is not the packaged one."""
    key = f"load-older {name}@{'0' * 16}"
    with store.read() as view:
        node = view.nodes(["asker:byer"])["asker:byer"]
    renamed = {**node.values, "title": "Gammel tittel"}
    put = type(node)(id=node.id, kind=node.kind, values=renamed)
    store.apply(ChangeSet(key=key, author="test", reason="older", puts=(put,)))


def test_sets_that_were_never_loaded_are_offered(store: GraphStore) -> None:
    """Each with what it would add, also where it refers to another that is not there either."""
    take_in(store, "sdg")

    found = {each.name: each for each in news(store)}

    assert found.keys() == packaged().keys() - {"sdg"}
    assert found["asker"].since is None
    assert found["asker"].added > 50
    assert (found["asker"].changed, found["asker"].removed, found["asker"].problems) == (0, 0, ())
    assert found["demo"].added > 50


def test_what_an_offer_says_is_what_loading_does(store: GraphStore) -> None:
    """The counts are those of the load, and after it there is nothing to offer."""
    take_in(store, "sdg")
    promised = sum(each.added + each.changed + each.removed for each in offers(store))

    names = [name for name in packaged() if name != "sdg"]
    report = load(store, [packaged()[name] for name in names], author="t", reason="t")

    assert report.changes == promised
    assert news(store) == offers(store) == []


def test_nothing_is_changed_by_looking(store: GraphStore) -> None:
    """To compare is to read."""
    take_in(store, "sdg")

    news(store)
    offers(store)

    assert len(store.revisions()) == 1


def test_edition_is_known_from_the_history(store: GraphStore) -> None:
    """Which set was taken in when stands in the key of the revision, also of several at once."""
    take_in(store, "sdg", "norway", "asker")

    assert loaded_sets(store.revisions()) == {
        name: (1, digest(packaged()[name])) for name in ("sdg", "norway", "asker")
    }


def test_part_of_a_set_is_not_the_set(store: GraphStore) -> None:
    """One sheet of a set does not make it loaded."""
    load(store, [packaged()["sdg"] / "layers.csv"], author="test", reason="test")

    assert loaded_sets(store.revisions()) == {}
    assert "sdg" in {each.name for each in news(store)}


def test_change_of_ones_own_is_no_news(store: GraphStore, tmp_path: Path) -> None:
    """Whoever has mended a packaged node is not asked at each start to take the mending back."""
    take_in(store, *packaged())
    loaded(store, tmp_path, MINE)

    assert news(store) == []
    assert offers(store) == [Offer("asker", since=1, newer=False, changed=1, overwritten=1)]


def test_what_was_taken_away_is_not_offered_again(store: GraphStore) -> None:
    """An invented measure, once removed, does not come back by itself and is no news."""
    take_in(store, *packaged())
    gone = "asker:demo.avlop"
    with store.read() as view:
        search = EdgeSearch(nodes=frozenset({gone}), outgoing=None, scope=None)
        edges = [each.id for each in view.edges(search)]
    store.apply(ChangeSet(key="remove", author="t", reason="t", removes=(gone, *edges)))

    assert news(store) == []
    assert [(each.name, each.added) for each in offers(store)] == [("demo", 1 + len(edges))]


def test_new_edition_is_told_with_what_it_would_overwrite(store: GraphStore) -> None:
    """An edition that was not taken in is news; what was changed here since is counted."""
    take_in(store, *packaged())
    pretend(store, "asker")
    older = loaded_sets(store.revisions())["asker"]

    found = news(store)

    assert older == (2, "0" * 16)
    assert found == [Offer("asker", since=2, newer=True, changed=1)]


def test_change_made_after_the_old_edition_is_overwritten(
    store: GraphStore, tmp_path: Path
) -> None:
    """Of the changes that a new edition makes, those that undo one's own are counted apart."""
    take_in(store, *packaged())
    pretend(store, "asker")
    loaded(store, tmp_path, MINE)

    assert news(store) == [Offer("asker", since=2, newer=True, changed=1, overwritten=1)]


def test_set_loaded_from_elsewhere_is_compared_all_the_same(
    store: GraphStore, tmp_path: Path
) -> None:
    """A copy of an older edition leaves no mark; the difference is told, and how large it is."""
    take_in(store, "sdg", "norway")
    load(store, [edition(tmp_path, "asker", "Asker", "Aske")], author="test", reason="copy")

    found = {each.name: each for each in news(store)}["asker"]

    assert (found.since, found.newer) == (None, True)
    assert found.changed > 1


def test_set_that_cannot_be_loaded_says_so(store: GraphStore, tmp_path: Path) -> None:
    """Where the graph has something against a set, the offer holds the problems."""
    take_in(store, "sdg")
    files = {"topics.csv": "id,title,basis,source\nasker:byer,Et tema,documented,x\n"}
    loaded(store, tmp_path, files)

    found = {each.name: each for each in news(store)}["asker"]

    assert {each.code for each in found.problems} >= {"kind-changed"}


@pytest.mark.parametrize("name", list(packaged()))
def test_edition_is_of_bytes_and_names(tmp_path: Path, name: str) -> None:
    """Any other byte and any other file is another edition; the place is not part of it."""
    same = copytree(packaged()[name], tmp_path / "same")
    other = copytree(packaged()[name], tmp_path / "other")
    more = copytree(packaged()[name], tmp_path / "more")
    with next(other.rglob("*.csv")).open("a") as file:
        file.write("\n")
    (more / "topics.csv").write_text("", "utf-8")

    assert digest(same) == digest(packaged()[name])
    assert len({digest(same), digest(other), digest(more)}) == 3


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the packaged sets lie in a folder of the test's own, so that it can make an edition."""
    folder = tmp_path / "shipped"
    for name, path in packaged().items():
        copytree(path, folder / name)
    monkeypatch.setattr("loaders.packaged._root", lambda: folder)
    return folder


def with_two(shipped: Path) -> None:
    """Add two topics to the packaged Asker and the demo: what a later edition drops."""
    for name, node in (("asker", "asker:tema.ekstra"), ("demo", "asker:demo.ekstra")):
        folder = shipped / name / "more"
        folder.mkdir()
        row = f"{node},Noe ekstra,illustrative,x\n"
        (folder / "topics.csv").write_text(f"id,title,basis,source\n{row}", "utf-8")


def test_what_a_new_edition_dropped_is_told(store: GraphStore, shipped: Path) -> None:
    """Each set tells what came with an earlier edition of it and is packaged no more."""
    with_two(shipped)
    take_in(store, *packaged())
    for name in ("asker", "demo"):
        (shipped / name / "more" / "topics.csv").unlink()

    found = news(store)

    assert found == [
        Offer("asker", since=1, newer=True, dropped=("asker:tema.ekstra",)),
        Offer("demo", since=1, newer=True, dropped=("asker:demo.ekstra",)),
    ]


def test_what_was_dropped_stays_told_after_the_new_edition_is_in(
    store: GraphStore, shipped: Path
) -> None:
    """A load removes nothing by itself; until it is removed the set is not as it is packaged."""
    with_two(shipped)
    take_in(store, *packaged())
    (shipped / "demo" / "more" / "topics.csv").unlink()
    new = "asker:demo.ny,Et nytt tema,illustrative,x\n"
    (shipped / "demo" / "more" / "topics.csv").write_text(f"id,title,basis,source\n{new}", "utf-8")
    take_in(store, "demo")

    assert offers(store) == [Offer("demo", since=2, newer=False, dropped=("asker:demo.ekstra",))]

    load(store, [packaged()["demo"]], author="t", reason="t", remove_dropped=True)

    assert offers(store) == []
    with store.read() as view:
        assert view.nodes(["asker:demo.ekstra", "asker:tema.ekstra"]).keys() == {
            "asker:tema.ekstra"
        }


def test_what_leads_to_what_was_dropped_goes_with_it(
    store: GraphStore, shipped: Path, tmp_path: Path
) -> None:
    """A link of one's own to a dropped node would lead nowhere; the load lists that it goes."""
    with_two(shipped)
    take_in(store, *packaged())
    head = "id,title,basis,source,replaces\n"
    row = "asker:mitt,Mitt,documented,x,asker:demo.ekstra\n"
    loaded(store, tmp_path, {"topics.csv": f"{head}{row}"})
    (shipped / "demo" / "more" / "topics.csv").unlink()

    report = load(
        store, [packaged()["demo"]], author="t", reason="t", remove_dropped=True, dry_run=True
    )

    assert [each if isinstance(each, str) else each.from_id for each in report.goes] == [
        "asker:demo.ekstra",
        "asker:mitt",
    ]


def test_what_somebody_loaded_beside_a_set_is_not_the_sets(
    store: GraphStore, shipped: Path, tmp_path: Path
) -> None:
    """Files of one's own in the same load, or in one of their own, are never taken for dropped."""
    mine = tmp_path / "mine" / "topics.csv"
    mine.parent.mkdir()
    mine.write_text("id,title,basis,source\nasker:mitt,Mitt,documented,x\n", "utf-8")
    load(store, [*packaged().values(), mine], author="t", reason="t")
    mine.write_text("id,title,basis,source\nasker:mitt2,Mitt,documented,x\n", "utf-8")
    load(store, [mine], author="t", reason="t")
    with (shipped / "asker" / "focus-areas.csv").open("a") as file:
        file.write("\n")

    assert offers(store) == []


def test_emptied_graph_is_offered_everything(store: GraphStore) -> None:
    """Where a load was undone nothing is left of it, though the history holds its edition."""
    take_in(store, *packaged())
    store.apply(undoing(store, 1, author="t", reason="t"))

    found = news(store)

    assert [each.name for each in found] == list(packaged())
    assert all(each.absent and each.added and each.since == 1 for each in found)
