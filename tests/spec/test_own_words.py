"""What is said of one organisation is said in its own words for kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.answers import answer
from graph.model import Direction
from graph.questions import RedThread, Trace, Which
from graph.red_thread import pictured
from graph.surroundings import traced
from tests.spec.sketch import TODAY, change, edge, node

if TYPE_CHECKING:
    from graph.store import GraphStore

SECTORS = {
    "kind": "Measure",
    "one": "grep",
    "many": "greper",
}
UNKNOWN = {"kind": "Dream", "one": "drøm", "many": "drømmer"}


def held(store: GraphStore) -> None:
    """Put a municipality that calls its measures «grep», and another that does not."""
    store.apply(
        change(
            node("eksempel:kommune", "Organisation", words=(SECTORS, UNKNOWN)),
            node("asker:kommune", "Organisation"),
            node("sdg:11", "SDG"),
            *(node(f"{home}:tiltak.1", "Measure") for home in ("eksempel", "asker")),
            *(
                edge("CONTRIBUTES_TO", f"{home}:tiltak.1", "sdg:11")
                for home in ("eksempel", "asker")
            ),
        )
    )


def asked(store: GraphStore, organisation: str | None) -> str:
    """Return the sentence that answers which measures serve a goal."""
    question = Which(
        kind="Measure", serves=frozenset({"sdg:11"}), organisation=organisation, as_of=TODAY
    )
    with store.read() as view:
        return answer(view, question).sentence.nb


def test_an_answer_about_an_organisation_speaks_its_words(store: GraphStore) -> None:
    """Its planners call it so; that of another, and of all, has the common word."""
    held(store)

    assert asked(store, "eksempel").startswith("1 grep tjener")
    assert asked(store, "asker").startswith("1 tiltak tjener")
    assert asked(store, None).startswith("2 tiltak tjener")


def test_english_has_the_common_words(store: GraphStore) -> None:
    """The words are bokmål, as its plans are."""
    held(store)
    question = Which(kind="Measure", organisation="eksempel", as_of=TODAY)

    with store.read() as view:
        assert answer(view, question).sentence.en.startswith("1 measure ")


def test_a_trace_and_a_picture_speak_them_too(store: GraphStore) -> None:
    """Every sentence about the organisation does."""
    held(store)
    trace = Trace(start="sdg:11", direction=Direction.DOWN, organisation="eksempel", as_of=TODAY)
    picture = RedThread(focus=frozenset({"sdg:11"}), organisation="eksempel", as_of=TODAY)

    with store.read() as view:
        assert "1 grep" in traced(view, trace).sentence.nb
        assert "1 grep" in pictured(view, picture).sentence.nb
