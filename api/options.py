"""The options that several commands share, each said once; questions take theirs from the filters.

What a filter's option does stands in `api.asking`, what a setting's does in `api.settings`.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer
from pydantic import ValidationError

from api import completion
from api.asking import MODE, PAGE, SCOPE, TEXT, THREAD, TRACE_FILTERS, Filter
from api.settings import Settings

Language = Literal["nb", "en"]

TOLD_IN: Final[ContextVar[Language]] = ContextVar(
    "told_in", default=Settings.model_fields["lang"].default
)
"""The language that the problems of the running command are told in."""

_FILTERS: Final = {
    each.name: each for each in (*THREAD, MODE, *SCOPE, TEXT, *PAGE, *TRACE_FILTERS.values())
}


def _filter(name: str) -> Any:  # noqa: ANN401 - what Typer calls an option's declaration
    """Return the option of a filter that questions take, with the filter's own help."""
    each: Filter = _FILTERS[name]
    options = f" One of: {', '.join(each.options)}." if each.options else ""
    often = " Repeat it for any of several." if each.repeats else ""
    flag = f"--{name.replace('_', '-')}"
    return typer.Option(
        flag,
        metavar=_METAVARS[name],
        help=f"{each.help}{options}{often}",
        autocompletion=completion.of_filter(each),
    )


_METAVARS: Final = {
    "serves": "ID",
    "served_by": "ID",
    "mode": "MODE",
    "organisation": "NAME",
    "basis": "BASIS",
    "as_of": "DATE",
    "q": "TEXT",
    "limit": "NUMBER",
    "cursor": "CURSOR",
    "direction": "WAY",
}


def _setting(name: str, metavar: str) -> Any:  # noqa: ANN401 - as above
    """Return the option of a setting, which goes before its environment variable."""
    field = Settings.model_fields[name]
    variable = f"{Settings.model_config['env_prefix']}{name.upper()}"
    text = f"{field.description} Otherwise {variable}, otherwise {field.default}."
    return typer.Option(f"--{name}", metavar=metavar, envvar=variable, show_envvar=False, help=text)


ServesOption = Annotated[list[str] | None, _filter("serves")]
ServedByOption = Annotated[list[str] | None, _filter("served_by")]
ModeOption = Annotated[str | None, _filter("mode")]
OrganisationOption = Annotated[str | None, _filter("organisation")]
BasisOption = Annotated[list[str] | None, _filter("basis")]
AsOfOption = Annotated[str | None, _filter("as_of")]
TextOption = Annotated[str | None, _filter("q")]
LimitOption = Annotated[str | None, _filter("limit")]
CursorOption = Annotated[str | None, _filter("cursor")]
DirectionOption = Annotated[str | None, _filter("direction")]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="NAME=VALUE",
        help="Any other filter; they are listed below. Different ones must all hold, of one given "
        "several times any.",
        autocompletion=completion.where,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print the JSON document that the HTTP API answers with.")
]
LanguageOption = Annotated[Language | None, _setting("lang", "nb|en")]
StoreOption = Annotated[str | None, _setting("store", "URI")]
HostOption = Annotated[str | None, _setting("host", "ADDRESS")]
PortOption = Annotated[int | None, _setting("port", "NUMBER")]
PathsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH|NAME",
        show_default=False,
        help="Sheets, folders of sheets, and names of packaged sets.",
        autocompletion=completion.sets,
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="How files without a byte order mark are decoded, where that is not UTF-8: cp1252.",
    ),
]
AuthorOption = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Who does it; otherwise your login name."),
]
CaseOption = Annotated[
    str | None, typer.Option("--case", metavar="NUMBER", help="The case that it is done under.")
]
AllowEmptyOption = Annotated[
    bool, typer.Option("--allow-empty", help="Take sheets that have a header and no rows.")
]


def manual(text: str, *examples: str) -> str:
    """Return a command's help: examples first, as they are typed, then what it does."""
    return "\n".join(("\b", *examples, "", text))


def settings(**given: str | int | None) -> Settings:
    """Return the settings, those that were given as options before those of the environment.

    The command's problems are told in their language from now on.  Raises typer.BadParameter for
    a value that is none.
    """
    said: Mapping[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**said)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}." for each in error.errors()]
        raise typer.BadParameter(" ".join(wrong), param_hint="the settings") from error
    TOLD_IN.set(settings.lang)
    return settings


def typed(**given: str | Sequence[str] | None) -> dict[str, list[str]]:
    """Return what was typed, by filter; what was not given is left out."""
    return {
        name: [_text(each) for each in ([value] if isinstance(value, str) else value)]
        for name, value in given.items()
        if value is not None
    }


def and_where(
    filters: Mapping[str, list[str]], where: Sequence[str] | None
) -> dict[str, list[str]]:
    """Return filters together with those of `--where NAME=VALUE`, which repeat them or add to them.

    Raises typer.BadParameter for one without a name or a value.
    """
    found = {name: list(values) for name, values in filters.items()}
    for each in where or ():
        name, equals, value = _text(each).partition("=")
        if not (name and equals and value):
            raise typer.BadParameter(
                f"{each!r} is not of the form NAME=VALUE.", param_hint="--where"
            )
        found.setdefault(name.strip().replace("-", "_"), []).append(value)
    return found


def _text(argument: str) -> str:
    """Return an argument as the text that was typed, also where the locale knows only ASCII."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def login() -> str:
    """Return who is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return "unknown"
