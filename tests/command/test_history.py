"""`history`, `confirm` and `undo`: who changed what, who vouches for it, how it is taken back."""

import json
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from tests.command.conftest import Run

STORE = ("--store", "file:g.db")
EN = ("--lang", "en", *STORE)
SUSPECT = "asker:t CONCERNS sdg:1"


def write(title: str, name: str = "topics.csv") -> str:
    """Write a sheet with one topic, linked to a goal, and return its name."""
    Path(name).write_text(
        f"id,title,basis,source,concerns\nasker:t,{title},documented,x,sdg:1\n", "utf-8"
    )
    return name


@pytest.fixture
def changed(run: Run) -> None:
    """Load the goals, a topic with a link, and the topic worded anew under a case."""
    run("load", "sdg", *STORE)
    run("load", write("Tema"), "--author", "ola", *STORE)
    said = ("--author", "kari", "--reason", "Vedtatt", "--case", "26/114")
    assert run("load", write("Nytt tema"), *said, *STORE).exit_code == 0


@pytest.mark.usefixtures("changed")
def test_revisions_are_told_newest_first(run: Run) -> None:
    """Number, when, who, why with its case, and how much was done."""
    result = run("history", *EN)

    lines = [line for line in result.stdout.splitlines() if line[:1].isdigit()]
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert "kari" in lines[0]
    assert "Vedtatt (case 26/114)" in lines[0]
    assert lines[0].endswith("1 changed")
    assert lines[1].endswith("2 added")


@pytest.mark.usefixtures("changed")
def test_one_node_is_told_from_what_to_what(run: Run) -> None:
    """Each change with both values, and its links in words as seen from the node."""
    topic, goal = run("history", "asker:t", *EN).stdout, run("history", "sdg:1", *EN).stdout

    assert "added: concerns sdg:1" in topic
    assert "title: “Tema” → “Nytt tema”" in topic
    assert topic.index("· ola ·") < topic.index("· kari · Vedtatt · case 26/114")
    assert "added: is concerned by asker:t" in goal


@pytest.mark.usefixtures("changed")
def test_one_revision_is_told_whole(run: Run) -> None:
    """All that it did, with links as they are typed; of much the first, and how much more."""
    second, first = run("history", "2", *EN), run("history", "1", "--limit", "3", *EN)

    assert f"added: {SUSPECT}" in second.stdout
    assert second.stderr == ""
    assert first.stdout.count("added:") == 3
    assert first.stderr == "373 more: --limit shows more.\n"


@pytest.mark.usefixtures("changed")
def test_history_for_machines(run: Run) -> None:
    """The documents are those of the HTTP API."""
    revisions = json.loads(run("history", "--json", *STORE).stdout)
    node = json.loads(run("history", "asker:t", "--json", *STORE).stdout)
    revision = json.loads(run("history", "3", "--json", *STORE).stdout)

    assert [each["number"] for each in revisions["revisions"]] == [1, 2, 3]
    assert revisions["revision"] == node["revision"] == 3
    assert [each["change"] for each in node["changes"]] == ["added", "added", "changed"]
    assert revision["case"] == "26/114"
    assert revision["changes"][0]["after"]["title"] == {"nb": "Nytt tema"}


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("history", "asker:tt"), "Mente du 'asker:t'?"),
        (("history", "9"), "Det finnes ingen revisjon '9'. – Den nyeste er 3."),
        (("history", "9" * 4500), "Det finnes ingen revisjon"),
        (("history", "xyz"), "er ingen identifikator"),
        (("confirm", "asker:tt"), "Mente du 'asker:t'?"),
        (
            ("confirm", "asker:t", "CONCERNS", "sdg:2"),
            "Det finnes ingen kobling asker:t CONCERNS sdg:2.",
        ),
        (("undo", "9"), "Det finnes ingen revisjon '9'."),
        (("undo", "0"), "Det finnes ingen revisjon '0'."),
        (("undo", "2"), "asker:t ble endret igjen i revisjon 3. – Angre revisjon 3 først"),
    ],
)
def test_what_is_not_there_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    """With the nearest, or what there is instead; nothing is written."""
    result = run(*arguments, *STORE)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert told in result.stderr
    assert json.loads(run("history", "--json", *STORE).stdout)["revision"] == 3


@pytest.mark.usefixtures("changed")
def test_link_is_vouched_for(run: Run) -> None:
    """What check lists is confirmed as it stands there; then check is content."""
    before = run("check", *STORE)
    done = run("confirm", *SUSPECT.split(), "--author", "per", "--case", "26/2", *EN)
    after = run("check", *STORE)

    assert SUSPECT in before.stdout
    assert done.stdout == f"Confirmed (1):\n  {SUSPECT}\n"
    assert after.exit_code == 0
    told = run("history", "4", *EN).stdout
    assert "· per · confirm · case 26/2" in told
    assert f"confirmed: {SUSPECT}" in told


@pytest.mark.usefixtures("changed")
def test_all_links_of_a_node_are_vouched_for(run: Run) -> None:
    """A node stands for those of its links that wait, from either end; a trial writes nothing."""
    tried = run("confirm", "sdg:1", "--dry-run", *EN)
    done = run("confirm", "sdg:1", *EN)
    again = run("confirm", "sdg:1", *EN)

    assert tried.stdout == f"Would confirm (1):\n  {SUSPECT}\n"
    assert done.stdout == f"Confirmed (1):\n  {SUSPECT}\n"
    assert again.stdout == "Nothing to confirm.\n"


@pytest.mark.usefixtures("changed")
def test_half_a_link_is_wrong_usage(run: Run) -> None:
    """Two words are neither a node nor a link."""
    assert run("confirm", "asker:t", "CONCERNS", *STORE).exit_code == 2


@pytest.mark.usefixtures("changed")
def test_revision_is_undone_by_another(run: Run) -> None:
    """The newest is taken back, then the one before it; the history keeps them all."""
    tried = run("undo", "3", "--dry-run", *EN)
    third = run("undo", "3", "--reason", "wrong file", *EN)
    again = run("undo", "4", *EN)
    back = run("undo", "5", *EN)

    assert tried.stdout == "Revision 3: 1 put back, 0 removed; nothing was written.\n"
    assert third.stdout == "Revision 3: 1 put back, 0 removed; revision 4 does so.\n"
    assert again.exit_code == back.exit_code == 0
    assert "title: “Tema” → “Nytt tema”" in run("history", "5", *EN).stdout
    assert "asker:t  Tema" in " ".join(run("topics", *EN).stdout.split("\n")).replace("   ", "  ")
    assert "wrong file" in run("history", *EN).stdout


def test_what_was_added_goes_when_it_is_undone(run: Run) -> None:
    """A load of a wrong file is taken back whole: nodes and links."""
    run("load", "sdg", *STORE)
    run("load", write("Tema"), *STORE)

    result = run("undo", "2", *EN)

    assert result.stdout == "Revision 2: 0 put back, 2 removed; revision 3 does so.\n"
    assert run("show", "asker:t", *STORE).exit_code == 1
    assert run("doctor", *STORE).exit_code == 0


@pytest.mark.usefixtures("changed")
def test_vouching_is_not_undone(run: Run) -> None:
    """Somebody did look at the link."""
    run("confirm", "asker:t", *STORE)

    result = run("undo", "4", *STORE)

    assert result.exit_code == 1
    assert "Revisjon 4 endret ingen elementer og ingen koblinger." in result.stderr


@pytest.mark.usefixtures("changed")
def test_undoing_what_others_rest_on_is_refused(run: Run) -> None:
    """The goals cannot go while a topic leads to them."""
    result = run("undo", "1", *STORE)

    assert result.exit_code == 1
    assert "ville mangle en ende, som fjernes" in result.stderr


def test_history_of_an_empty_store(run: Run) -> None:
    """Nothing was changed yet, and that is an answer."""
    EmbeddedStore.open("file:g.db").close()

    result = run("history", *EN)

    assert (result.exit_code, result.stdout) == (0, "No revisions yet.\n")
