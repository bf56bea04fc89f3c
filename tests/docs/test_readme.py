"""The README shows what happens, not what we wish."""

import re
import runpy
from pathlib import Path

import pytest

from tests.docs.commands import README, run, shown
from tests.shared import ROOT


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the packaged data, as after `make run`."""
    path = tmp_path_factory.mktemp("readme") / "graph.db"
    run("goalgraph load sdg asker demo", path)
    return path


@pytest.mark.parametrize(("command", "output"), list(shown()))
def test_a_command_prints_what_the_readme_shows(store: Path, command: str, output: str) -> None:
    """When this fails for a good reason: python -m tests.docs.commands."""
    assert run(command, store) == output


def test_the_first_answer_says_first_that_it_rests_on_invented_measures() -> None:
    """Whoever reads one line of an answer must not take it for Asker's."""
    (_, first), (_, second), *_ = shown()

    assert "rest on invented data" in first.partition("\n\n")[0].replace("\n", " ")
    assert "invented" not in second


def test_five_commands_stand_on_the_first_screens() -> None:
    """One sentence, for whom, the two commands, then five with their output."""
    text = README.read_text(encoding="utf-8")

    assert len(list(shown())) == 5
    assert text.index("make run") < text.index("make test") < text.index("$ goalgraph")


def test_the_python_of_the_readme_runs(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example in Python prints the measures that the command does."""
    code = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "goalgraph.db").write_bytes(store.read_bytes())
    example = tmp_path / "example.py"
    example.write_text("\n".join(code), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    runpy.run_path(str(example))

    assert "Separering av avløpsnett" in capsys.readouterr().out


@pytest.mark.parametrize("page", sorted(page.name for page in ROOT.glob("*.md")))
def test_links_between_pages_lead_somewhere(page: str) -> None:
    """A link to a file of the project names a file that is there."""
    text = (ROOT / page).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / target).exists(), target
