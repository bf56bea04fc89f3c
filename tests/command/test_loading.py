"""`load` and `check`: what they do, and what they say that they would do."""

import getpass
import json
import re
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from loaders.packaged import packaged
from tests.command.conftest import Run

STORE = ("--store", "file:g.db")
HEADER = "id,title,basis,source\n"


def sheet(text: str, name: str = "plans.csv") -> str:
    """Write a sheet and return its name."""
    Path(name).write_text(text, "utf-8")
    return name


def revisions() -> list[tuple[str, str, str | None]]:
    """Return who changed the store, why and under which case."""
    with EmbeddedStore.open("file:g.db", create=False) as store:
        return [(each.author, each.reason, each.case) for each in store.revisions()]


def test_packaged_sets_by_name(run: Run) -> None:
    """A name stands for a packaged set; loaded again it changes nothing."""
    first = run("load", *packaged(), *STORE)
    second = run("load", *packaged(), *STORE, "--lang", "en")

    assert first.exit_code == second.exit_code == 0
    assert first.stdout.splitlines()[0].endswith("endringer. Revisjon 1.")
    assert re.search(r"FN-delmål +169 ", first.stdout)
    assert second.stdout.splitlines()[0].endswith("nothing to change. Revision 1.")


def test_file_goes_before_a_packaged_set(run: Run) -> None:
    """A folder called as a set is the folder."""
    Path("asker").mkdir()
    sheet(f"{HEADER}asker:p,Plan,documented,x\n", "asker/plans.csv")

    result = run("load", "asker", *STORE, "--json")

    assert json.loads(result.stdout)["counts"] == [
        {"kind": "Plan", "added": 1, "changed": 0, "unchanged": 0, "removed": 0}
    ]


def test_first_load_that_is_refused_leaves_no_graph(run: Run) -> None:
    """Nothing half done: not even an empty graph, which would be taken for a loaded one."""
    result = run("load", sheet(f"{HEADER}asker:p,Plan,invented,x\n"), *STORE)

    assert result.exit_code == 1
    assert not Path("g.db").exists()


def test_name_of_nothing(run: Run) -> None:
    """A misspelt name tells which sets there are."""
    result = run("load", "askr", *STORE)

    assert result.exit_code == 1
    assert "asker" in result.stderr


def test_author_reason_and_case_are_recorded(run: Run) -> None:
    """Who, why and under which case; otherwise the login name and what was loaded."""
    run("load", sheet(f"{HEADER}asker:p,Plan,documented,x\n"), *STORE)
    run("load", sheet(f"{HEADER}asker:p,Planen,documented,x\n"), *STORE)
    said = ("--author", "kari", "--reason", "Vedtatt", "--case", "21/1")
    run("load", sheet(f"{HEADER}asker:p,Plan 2,documented,x\n"), *said, *STORE)

    me = getpass.getuser()
    assert revisions() == [
        (me, "load plans.csv", None),
        (me, "load plans.csv", None),
        ("kari", "Vedtatt", "21/1"),
    ]


def test_user_without_a_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user that no file knows can load too."""

    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)

    run("load", sheet(f"{HEADER}asker:p,Plan,documented,x\n"), *STORE)

    assert revisions() == [("unknown", "load plans.csv", None)]


def test_dry_run_writes_nothing(run: Run) -> None:
    """It tells what would be done, also where there is no store yet, and makes none."""
    result = run("load", "sdg", "--dry-run", *STORE)

    assert result.exit_code == 0
    assert "ingenting er skrevet" in result.stdout
    assert not Path("g.db").exists()


def test_problems_stand_with_file_row_and_column(run: Run) -> None:
    """Everything wrong is told on stderr: where, what, how to mend; nothing is loaded."""
    name = sheet(f"{HEADER}asker:p,Plan,guessed,x\nasker:q,,documented,x\n")

    result = run("load", name, *STORE)

    assert result.exit_code == 1
    assert result.stdout == ""
    first, second, count = result.stderr.splitlines()
    assert first.startswith("plans.csv, rad 2, kolonne basis – ")
    assert second.startswith("plans.csv, rad 3, kolonne title – ")
    assert count == "2 problemer."


def test_replace_wants_yes(run: Run) -> None:
    """What goes is listed first, and removed when --yes is said."""
    run("load", sheet(f"{HEADER}asker:p,P,documented,x\nasker:q,Q,documented,x\n"), *STORE)
    name = sheet(f"{HEADER}asker:p,P,documented,x\n")

    asked = run("load", name, "--replace", "asker", "plans", *STORE)
    before = run("plans", *STORE)
    done = run("load", name, "--replace", "asker", "Plan", "--yes", *STORE)
    after = run("plans", *STORE)

    assert asked.exit_code == 1
    assert "asker:q" in asked.stdout
    assert "--yes" in asked.stderr
    assert "asker:q" in before.stdout
    assert done.exit_code == 0
    assert "asker:q" not in after.stdout


def test_replace_of_nothing_needs_no_yes(run: Run) -> None:
    """Where nothing goes there is nothing to confirm."""
    name = sheet(f"{HEADER}asker:p,P,documented,x\n")

    result = run("load", name, "--replace", "asker", "Plan", *STORE)

    assert result.exit_code == 0
    assert "asker:p" in run("plans", *STORE).stdout


def test_removed_edges_are_listed(run: Run) -> None:
    """An edge kind may be called by its column; a removed edge is told with its ends."""
    run("load", "sdg", *STORE)
    Path("edges").mkdir()
    sheet(f"{HEADER}asker:t,T,documented,x\n", "topics.csv")
    columns = "from,to,basis,source\n"
    sheet(
        f"{columns}asker:t,sdg:1,documented,x\nasker:t,sdg:2,documented,x\n", "edges/concerns.csv"
    )
    run("load", "topics.csv", "edges", *STORE)
    sheet(f"{columns}asker:t,sdg:1,documented,x\n", "edges/concerns.csv")

    said = ("--replace", "asker", "concerns", "--yes", *STORE)
    result = run("load", "edges", *said)
    again = run("load", "edges", *said, "--json")

    assert "asker:t CONCERNS sdg:2" in result.stdout
    assert json.loads(again.stdout)["removed"] == []


def test_change_of_what_is_everybodys_is_said(run: Run) -> None:
    """A file that renames a goal of the UN's changes it for every municipality: that is told."""
    run("load", "sdg", *STORE)
    name = sheet("id,title\nsdg:11,Byen vår\n", "sdgs.csv")

    tried = run("load", name, "--dry-run", *STORE)
    done = run("load", name, "--lang", "en", *STORE)
    again = run("load", name, *STORE)
    back = run("load", "sdg", *STORE)

    assert "dette ville endre felles elementer" in " ".join(tried.stderr.split())
    assert "this changed shared items" in " ".join(done.stderr.split())
    assert "sdg:11" in done.stderr
    assert again.stderr == back.stderr == ""


def test_ones_own_links_to_shared_goals_are_no_change_of_them(run: Run) -> None:
    """A link belongs to the organisation that it goes out from."""
    run("load", "sdg", *STORE)
    name = sheet(f"{HEADER[:-1]},concerns\nasker:t,T,documented,x,sdg:1\n", "topics.csv")

    result = run("load", name, "--json", *STORE)

    assert result.stderr == ""
    assert json.loads(result.stdout)["shared"] == []


def test_encoding(run: Run) -> None:
    """An ANSI file is refused with the command that reads it, and that command reads it."""
    Path("plans.csv").write_bytes(f"{HEADER}asker:p,Miljø,documented,x\n".encode("cp1252"))

    refused = run("load", "plans.csv", *STORE)
    result = run("load", "--encoding", "cp1252", "plans.csv", *STORE)

    assert "goalgraph load --encoding cp1252" in refused.stderr
    assert result.exit_code == 0
    assert "Miljø" in run("plans", *STORE).stdout


def test_empty_sheet(run: Run) -> None:
    """A sheet with only a header is loaded when that is what is meant."""
    name = sheet(HEADER)

    assert run("load", name, *STORE).exit_code == 1
    assert run("load", name, "--allow-empty", *STORE).exit_code == 0


def test_name_that_no_file_can_have(run: Run) -> None:
    """It is a problem, not a traceback."""
    result = run("load", "x" * 5000, *STORE)

    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


# --- check ----------------------------------------------------------------------------------------


def test_check_of_sheets_loads_nothing(run: Run) -> None:
    """Sheets are read and checked against the store; without one, against an empty graph."""
    good = run("check", sheet(f"{HEADER}asker:p,P,documented,x\n"), *STORE)
    bad = run("check", sheet(f"{HEADER}asker:p,P,guessed,x\n"), *STORE)

    assert good.exit_code == 0
    assert "ville gi 1 endring;" in good.stdout
    assert bad.exit_code == 1
    assert "rad 2, kolonne basis" in bad.stderr
    assert not Path("g.db").exists()


def test_check_of_sheets_for_machines(run: Run) -> None:
    """The problems are a document."""
    name = sheet(f"{HEADER}asker:p,P,guessed,x\n")

    document = json.loads(run("check", name, "--json", *STORE).stdout)

    assert document["count"] == 1
    assert document["problems"][0]["origin"]["row"] == 2


@pytest.mark.usefixtures("stored")
def test_check_of_a_graph_in_order(run: Run) -> None:
    """The packaged data give nothing to remark."""
    result = run("check")

    assert result.exit_code == 0
    assert "Ingenting å bemerke." in result.stdout


@pytest.mark.parametrize("name", ["p", "demokrati.moter", "p.demonstrasjon"])
def test_check_of_a_graph_finds_what_is_not_marked(run: Run, name: str) -> None:
    """What a person should look at is listed with the nodes, and the exit code tells."""
    rows = f"asker:{name},P,illustrative,invented\nasker:demo.q,Q,illustrative,invented\n"
    run("load", sheet(f"{HEADER}{rows}"), *STORE)

    result = run("check", *STORE)
    document = json.loads(run("check", "--json", *STORE).stdout)

    assert result.exit_code == 1
    assert "invented-not-marked" in result.stdout
    told = " ".join(result.stdout.split())
    assert "1 oppdiktet element har ikke «demo» som et ledd i identifikatoren" in told
    assert f"    asker:{name}\n" in result.stdout
    assert document["findings"][0]["nodes"] == [f"asker:{name}"]


def test_check_of_a_graph_lists_links(run: Run) -> None:
    """A link whose end was worded anew since is listed with both ends."""
    run("load", "sdg", *STORE)
    run(
        "load",
        sheet(f"{HEADER[:-1]},concerns\nasker:t,T,documented,x,sdg:1\n", "topics.csv"),
        *STORE,
    )
    run("load", sheet(f"{HEADER}asker:t,New,documented,x\n", "topics.csv"), *STORE)

    result = run("check", *STORE)

    assert result.exit_code == 1
    assert "asker:t CONCERNS sdg:1" in result.stdout
