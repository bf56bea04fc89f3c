"""Completion with Tab: what is offered, in a real Bash, and that nothing is ever said there."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.completion import ASK, SCRIPTS
from graph.kinds import MODEL
from tests.command.conftest import Run
from tests.command.test_process import SECONDS, environment

FOLDER = Path(sys.executable).parent


def offered(line: str, **variables: str) -> list[tuple[str, str]]:
    """Return what is offered after a line, each word with what it is, as a script asks for it."""
    asked = dict(pair.split("=", 1) for pair in f"{ASK}{line}".split(" ", 3))
    done = subprocess.run(
        [FOLDER / "goalgraph"],
        capture_output=True,
        check=False,
        env=environment(**asked, **variables),
        encoding="utf-8",
        timeout=SECONDS,
    )
    lines = [each.partition("\t") for each in done.stdout.splitlines() if each]
    return [(word, help_) for word, _, help_ in lines]


def words(line: str, **variables: str) -> list[str]:
    """Return the words alone."""
    return [word for word, _ in offered(line, **variables)]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("goalgraph mea", ["measures"]),
        ("goalgraph measures --ser", ["--serves", "--served-by"]),
        ("goalgraph measures --mode ", ["strict", "linked", "broad"]),
        ("goalgraph measures --mode st", ["strict"]),
        ("goalgraph measures --serves sdg:11.6", ["sdg:11.6"]),
        ("goalgraph measures --serves=sdg:11.6", ["sdg:11.6"]),
        ("goalgraph measures --organisation ", ["asker"]),
        ("goalgraph measures --where carries_o", ["carries_out="]),
        ("goalgraph measures --where type=a", ["type=assignment", "type=action"]),
        ("goalgraph measures --where advances=asker:byer.4", ["advances=asker:byer.4"]),
        ("goalgraph show asker:demo.avlop", ["asker:demo.avlop"]),
        ("goalgraph find x --kind st", ["strategies", "stakeholders"]),
        ("goalgraph kinds ADV", ["ADVANCES"]),
        ("goalgraph kinds adv", ["advances"]),
        ("goalgraph load as", ["asker"]),
        ("goalgraph check dem", ["demo"]),
        ("goalgraph show --lang ", ["nb", "en"]),
        ("goalgraph completion ", ["bash", "zsh", "fish"]),
        ("goalgraph measures --as-of ", []),
        ("goalgraph show asker:nothing", []),
    ],
)
def test_words_are_offered(line: str, wanted: list[str]) -> None:
    """Commands, options, the words of options, filters, kinds, sets and identifiers."""
    assert set(wanted) <= set(words(line))
    assert all(
        word.startswith(line.rpartition(" ")[2].rpartition("=")[2]) or "=" in word
        for word in words(line)
    )


@pytest.mark.usefixtures("stored")
def test_identifiers_are_offered_with_their_titles() -> None:
    """Nobody knows `asker:demo.avlop` by heart; shells that show the title mark it too."""
    assert offered("goalgraph show asker:demo.avlop") == [
        ("asker:demo.avlop", "Separering av avløpsnett (oppdiktet)")
    ]
    assert offered("goalgraph show asker:byer.4")[0][1].endswith("ytre miljøet.")


@pytest.mark.usefixtures("stored")
def test_many_identifiers_are_offered_step_by_step() -> None:
    """First the namespaces, then as far as the next full stop: no list of hundreds."""
    assert {"asker:", "sdg:"} <= set(words("goalgraph show "))
    assert {"sdg:11", "sdg:11.", "sdg:layer."} <= set(words("goalgraph show sdg:"))


@pytest.mark.usefixtures("stored")
def test_only_what_makes_sense_is_offered() -> None:
    """What serves a goal is no service area, and what a strategy carries out no goal."""
    assert words("goalgraph measures --serves asker:virksomhet") == []
    assert words("goalgraph measures --where carries_out=asker:byer.4") == []
    assert "asker:demo.avlop" not in words("goalgraph subgoals --serves asker:demo.avlop")
    assert words("goalgraph subgoals --served-by asker:demo.avlop") == ["asker:demo.avlop"]


def test_store_on_the_line_is_the_one_that_is_asked(run: Run) -> None:
    """`--store` before what is completed goes before the setting."""
    Path("plans.csv").write_text("id,title,basis,source\nours:p,P,documented,x\n", "utf-8")
    run("load", "plans.csv", "--store", "file:own.db")

    assert words("goalgraph show --store file:own.db ours") == ["ours:p"]


@pytest.mark.parametrize("store", ["file:nowhere.db", "file:plans.csv", "neo4j:x", "file:."])
def test_nothing_is_said_where_nothing_can_be_offered(store: str) -> None:
    """A store that is not there, or is none, offers nothing; no complaint disturbs the line."""
    Path("plans.csv").write_text("id\n", "utf-8")

    assert words("goalgraph show asker:", GOALGRAPH_STORE=store) == []
    assert words("goalgraph show asker:", GOALGRAPH_LANG="xx", GOALGRAPH_STORE=store) == []
    assert [path.name for path in Path().iterdir()] == ["plans.csv"]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("goalgraph measures --serves sdg:11.6", ["11.6"]),
        ("goalgraph measures --serves=sdg:11.6", ["11.6"]),
        ("goalgraph show asker:demo.avlop", ["demo.avlop"]),
        ("goalgraph measures --where type=o", ["operating"]),
        ("goalgraph measures --where advances=asker:byer.4", ["byer.4"]),
        ("goalgraph trac", ["trace"]),
        ("goalgraph show asker:nothing", []),
    ],
)
def test_bash_gets_what_stands_after_its_own_word_break(line: str, reply: list[str]) -> None:
    """Bash begins a new word after a colon, and would write what stands before it twice."""
    script = f"""
        set -u; {SCRIPTS["bash"]}
        compopt() {{ :; }}
        COMP_LINE="$1"; COMP_POINT=${{#1}}
        _goalgraph goalgraph
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", line],  # noqa: S607 - whichever Bash there is
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environment(PATH=f"{FOLDER}:/usr/bin:/bin"),
        timeout=SECONDS,
    )

    assert done.stdout.split() == reply
    assert done.stderr == ""


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_script_is_printed(run: Run, shell: str) -> None:
    """The script is what `eval` takes."""
    assert run("completion", shell).stdout == SCRIPTS[shell]


def test_typers_own_scripts_are_not_offered(run: Run) -> None:
    """Two ways to install completion, of which one stumbles over colons, are one too many."""
    assert "--install-completion" not in run("--help").stdout
    assert run("--install-completion").exit_code == 2
    assert len(MODEL.nodes) < len(words("goalgraph "))
