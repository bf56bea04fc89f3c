"""The command that draws: the red thread as SVG or PNG, or as a page of a free network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from api import asking, completion
from api.opening import opened
from api.options import (
    AsOfOption,
    BasisOption,
    LanguageOption,
    ModeOption,
    OrganisationOption,
    StoreOption,
    manual,
    settings,
    typed,
)
from api.question_commands import today
from api.settings import Settings
from api.terminal import out
from graph.errors import Refused
from graph.kinds import MODEL
from graph.model import Model, Words
from graph.own_words import in_own_words
from graph.problems import Problem
from graph.questions import MOST_ITEMS, RedThread
from graph.red_thread import Pictured, pictured
from graph.store import View
from views import labels
from views.network_page import network_page
from views.networks import network
from views.palette import LIGHT, THEMES
from views.png import png
from views.svg import svg

_FILTERS: Final = asking.red_thread_filters(MODEL)


def _help(name: str) -> str:
    """Return a filter's own help, with what it takes."""
    each = _FILTERS[name]
    often = " Repeat it for several." if each.repeats else ""
    return f"{each.help}{often}"


FocusArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID",
        show_default=False,
        help="What is chosen; without one, the whole thread is drawn.",
        autocompletion=completion.nodes,
    ),
]
OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write; its ending says what: .svg, .png or .html.",
    ),
]
AloneOption = Annotated[
    bool,
    typer.Option("--alone", help="Show only the chosen thread, and count the rest."),
]
BesideOption = Annotated[
    list[str] | None, typer.Option("--beside", metavar="PLURAL", help=_help("beside"))
]
ExpandOption = Annotated[
    list[str] | None, typer.Option("--expand", metavar="KEY", help=_help("expand"))
]
FoldOption = Annotated[
    list[str] | None, typer.Option("--fold", metavar="PLURAL", help=_help("fold"))
]
ThemeOption = Annotated[
    str | None,
    typer.Option(
        "--theme",
        metavar="light|dark",
        help="The colours of SVG and PNG; without it SVG follows the reader's, and PNG is light.",
        autocompletion=completion.of_words(dict.fromkeys(THEMES, "")),
    ),
]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and how.

    Attributes:
        view: what it is drawn from.
        picture: the picture's content.
        language: the language of its words.
        theme: light or dark; None: the reader's.
    """

    view: View
    picture: Pictured
    language: str
    theme: str | None

    def svg(self) -> bytes:
        """Return the picture as SVG."""
        return svg(
            self.picture, self.view.model, self.language, frame=True, theme=self.theme
        ).encode()

    def png(self) -> bytes:
        """Return the picture as PNG."""
        theme = self.theme or LIGHT.name
        return png(svg(self.picture, self.view.model, self.language, frame=True, theme=theme))

    def html(self) -> bytes:
        """Return what the picture shows one by one as a page of a free network."""
        page = network_page(
            network(self.view, self.picture),
            self.view.model,
            self.language,
            title=labels.title(self.picture, self.view.model, self.language),
            said=(
                self.picture.sentence[self.language],
                *labels.notes(self.picture, self.language),
            ),
            middle=self.picture.question.focus,
        )
        return page.encode()


NETWORK: Final = ".html"
"""The ending of a network; in it groups have no place, so as much as may be is shown one by one."""

FORMS: Final[Mapping[str, Callable[[Drawing], bytes]]] = {
    ".svg": Drawing.svg,
    ".png": Drawing.png,
    NETWORK: Drawing.html,
}
"""What a file's ending makes of a picture."""


def add_drawing(app: typer.Typer, model: Model) -> None:
    """Add the command that draws."""

    @app.command(
        help=manual(
            "Draw the red thread: what is chosen in red, with what it serves and what serves it, "
            "and the rest dimmed. What is not shown one by one is counted. .svg and .png are the "
            "picture; .html is a network to move about in, one file that needs nothing else, with "
            "the same content as a table.",
            "goalgraph draw sdg:11.6 -o thread.svg --organisation asker",
            "goalgraph draw sdg:11.6 -o thread.png --alone",
            "goalgraph draw asker:byer.4 -o goal.png --alone --beside service-areas",
            "goalgraph draw -o whole.svg --organisation asker --fold measures",
            "goalgraph draw sdg:11 -o network.html",
        ),
        short_help="Draw the red thread as SVG, PNG or a page.",
    )
    def draw(  # noqa: PLR0913 - a picture is asked for in that many ways
        *,
        focus: FocusArgument = None,
        output: OutputOption,
        alone: AloneOption = False,
        beside: BesideOption = None,
        expand: ExpandOption = None,
        fold: FoldOption = None,
        mode: ModeOption = None,
        organisation: OrganisationOption = None,
        basis: BasisOption = None,
        as_of: AsOfOption = None,
        theme: ThemeOption = None,
        lang: LanguageOption = None,
        store: StoreOption = None,
    ) -> None:
        filters = typed(
            focus=focus,
            alone="yes" if alone else None,
            beside=beside,
            expand=expand,
            fold=fold,
            mode=mode,
            organisation=organisation,
            basis=basis,
            as_of=as_of,
        )
        if output.suffix.lower() not in FORMS:
            raise typer.BadParameter(
                f"{str(output)!r} ends in none of {', '.join(FORMS)}.", param_hint="--output"
            )
        if theme is not None and theme not in THEMES:
            raise typer.BadParameter(
                f"{theme!r} is none of: {', '.join(THEMES)}.", param_hint="--theme"
            )
        question = asking.red_thread(model, filters, today())
        if output.suffix.lower() == NETWORK:
            question = replace(question, most=MOST_ITEMS)
        _draw(model, settings(store=store, lang=lang), question, output, theme)


def _draw(
    model: Model, chosen: Settings, question: RedThread, output: Path, theme: str | None
) -> None:
    """Draw a picture into a file, and say what it shows."""
    with opened(chosen.store, model) as store, store.read() as read:
        view = in_own_words(read, question.scope)
        drawing = Drawing(view, pictured(view, question), chosen.lang, theme)
        content = FORMS[output.suffix.lower()](drawing)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Refused([_unwritable(output, error)]) from error
    out(Text(drawing.picture.sentence[chosen.lang]), sys.stdout)


def _unwritable(output: Path, error: OSError) -> Problem:
    if not output.parent.exists():
        hint = Words(
            f"Lag mappen {str(output.parent)!r} først, eller oppgi en annen fil.",
            f"Make the folder {str(output.parent)!r} first, or name another file.",
        )
    else:
        hint = Words(
            "Oppgi en fil som det går an å skrive, med --output.",
            "Name a file that may be written, with --output.",
        )
    title = f"{str(output)!r}: {error.strerror}."
    return Problem("cannot-write", Words(title, title), hint)
