"""`goalgraph export`, and `load` of what it wrote."""

from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from tests.command.conftest import Run


@pytest.mark.usefixtures("stored")
def test_a_graph_moves_to_another_store(run: Run) -> None:
    """Out of one store, into another and out again: the same file, byte for byte."""
    exported = run("export", "graph.jsonl", "--lang", "en")
    loaded = run("load", "graph.jsonl", "--store", "file:other.db", "--lang", "en")
    again = run("export", "again.jsonl", "--store", "file:other.db", "--lang", "en")

    assert (exported.exit_code, loaded.exit_code, again.exit_code) == (0, 0, 0)
    assert "graph.jsonl: the whole graph, 1 revision." in exported.stderr
    assert "What is invented is in it, marked as invented" in " ".join(exported.stderr.split())
    assert "Revision 1." in loaded.stdout
    assert Path("graph.jsonl").read_bytes() == Path("again.jsonl").read_bytes()
    assert run("measures", "--store", "file:other.db").stdout == run("measures").stdout


@pytest.mark.usefixtures("stored")
def test_a_file_for_others_holds_nothing_invented(run: Run) -> None:
    """Unless asked for; how much was left out is told."""
    public = run("export", "public.jsonl", "--without-history", "--lang", "en")
    every = run("export", "all.jsonl", "--without-history", "--invented", "--lang", "en")

    assert "are left out, because they are invented" in " ".join(public.stderr.split())
    assert "left out" not in every.stderr
    assert "illustrative" not in Path("public.jsonl").read_text(encoding="utf-8")
    assert "illustrative" in Path("all.jsonl").read_text(encoding="utf-8")
    assert run("load", "public.jsonl", "--store", "file:other.db").exit_code == 0


def test_names_stay_unless_asked_for(run: Run) -> None:
    """That they are not in the file is said."""
    run("load", "sdg", "--author", "kari")
    with EmbeddedStore.open("file:var/goalgraph.db") as store:
        store.name_author("kari", "Kari Nordmann")

    without = run("export", "graph.jsonl", "--lang", "en")
    run("export", "names.jsonl", "--names", "--lang", "en")
    run("load", "names.jsonl", "--store", "file:other.db")

    assert "The names of 1 who changed it are not in it" in " ".join(without.stderr.split())
    assert "Nordmann" not in Path("graph.jsonl").read_text(encoding="utf-8")
    with EmbeddedStore.open("file:other.db") as store:
        assert store.authors() == {"kari": "Kari Nordmann"}


@pytest.mark.usefixtures("stored")
def test_standard_output_takes_the_lines_alone(run: Run) -> None:
    """For a pipe: what is said about them goes to stderr."""
    piped = run("export", "-")
    run("export", "graph.jsonl")

    assert piped.stdout == Path("graph.jsonl").read_text(encoding="utf-8")


@pytest.mark.usefixtures("stored")
def test_a_file_that_is_there_is_kept(run: Run) -> None:
    """Unless told otherwise; and a store that cannot be read leaves no file."""
    Path("graph.jsonl").write_text("min fil", encoding="utf-8")

    kept = run("export", "graph.jsonl")
    nothing = run("export", "new.jsonl", "--store", "file:nowhere.db")

    assert kept.exit_code == 1
    assert "Filen finnes allerede" in kept.stderr
    assert Path("graph.jsonl").read_text(encoding="utf-8") == "min fil"
    assert nothing.exit_code == 3
    assert sorted(each.name for each in Path().glob("*jsonl*")) == ["graph.jsonl"]
    assert run("export", "graph.jsonl", "--overwrite").exit_code == 0
    assert Path("graph.jsonl").read_text(encoding="utf-8") != "min fil"


@pytest.mark.usefixtures("stored")
def test_a_folder_that_is_not_there_is_told(run: Run) -> None:
    """In a sentence."""
    refused = run("export", "nowhere/graph.jsonl")

    assert refused.exit_code == 1
    assert "kan ikke skrives" in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("graph.json",),
        ("graph.jsonl", "--invented"),
        ("graph.jsonl", "--names", "--without-history"),
    ],
)
@pytest.mark.usefixtures("stored")
def test_choices_that_do_not_fit_are_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    """Each says which."""
    assert run("export", *arguments).exit_code == 2
    assert list(Path().glob("*json*")) == []


@pytest.mark.usefixtures("stored")
def test_a_history_into_a_store_that_holds_some_is_refused(run: Run) -> None:
    """And what to do instead is said; without its history it is a change."""
    run("export", "graph.jsonl")
    run("load", "sdg", "--store", "file:other.db")

    refused = run("load", "graph.jsonl", "--store", "file:other.db")
    loaded = run("load", "graph.jsonl", "--without-history", "--store", "file:other.db")

    assert refused.exit_code == 1
    assert "--without-history" in refused.stderr
    assert loaded.exit_code == 0


@pytest.mark.usefixtures("stored")
def test_a_damaged_first_load_leaves_no_empty_store(run: Run) -> None:
    """A copy that is damaged is refused before a store is made for it."""
    run("export", "graph.jsonl")
    content = Path("graph.jsonl").read_bytes()
    Path("graph.jsonl").write_bytes(content[: len(content) // 2])

    refused = run("load", "graph.jsonl", "--store", "file:other.db")

    assert refused.exit_code == 1
    assert "bryter av" in refused.stderr
    assert not Path("other.db").exists()


@pytest.mark.usefixtures("stored")
def test_check_and_dry_run_look_a_graph_file_over(run: Run) -> None:
    """Whether it could be loaded, and what that would do."""
    run("export", "graph.jsonl")

    checked = run("check", "graph.jsonl", "--store", "file:other.db", "--lang", "en")
    tried = run("load", "graph.jsonl", "--dry-run", "--store", "file:other.db", "--lang", "en")

    assert checked.exit_code == 0
    assert tried.exit_code == 0
    assert "nothing was written" in tried.stdout
    assert not Path("other.db").exists()


def test_sheets_may_be_a_first_load_of_any_size(run: Run) -> None:
    """`--initial` wants an empty store, and the packaged sets are told apart as before."""
    first = run("load", "sdg", "--initial", "--lang", "en")
    second = run("load", "sdg", "--initial", "--lang", "en")

    assert first.exit_code == 0
    assert "Revision 1." in first.stdout
    assert second.exit_code == 1
    assert "holds a graph already" in second.stderr
