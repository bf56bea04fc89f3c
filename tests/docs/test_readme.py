"""What the README shows first; that it is true is checked with the other pages."""

from api.settings import variables
from tests.docs.commands import README, session, shown


def test_the_first_answer_says_first_that_it_rests_on_invented_measures() -> None:
    """Whoever reads one line of an answer must not take it for Asker's."""
    (_, first), (_, second), *_ = shown(README)

    assert "rest on invented data" in first.partition("\n\n")[0].replace("\n", " ")
    assert "invented" not in second


def test_five_commands_stand_on_the_first_screens() -> None:
    """One sentence, for whom, the two commands, then five with their output."""
    text = README.read_text(encoding="utf-8")
    commands = [command for command, _ in shown(README) if command.startswith("goalgraph")]

    assert len(commands) == 5
    assert text.index("make run") < text.index("make test") < text.index("$ goalgraph")


def test_the_python_of_the_readme_runs() -> None:
    """The example in Python prints the measures that the command does."""
    (code,) = (text for text, _ in shown(README) if text.startswith("from"))

    with session() as reader:
        assert "Separering av avløpsnett" in reader.run(code)


def test_every_setting_is_named() -> None:
    """In the README and in the guide for whoever runs it for others."""
    for page in (README, README.parent / "docs" / "integrators.md"):
        text = page.read_text(encoding="utf-8")
        assert [name for name in variables() if f"`{name}" not in text] == [], page
