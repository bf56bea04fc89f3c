"""What a shell may complete: the words of options, and identifiers as they stand in the store.

The shells' scripts, which `goalgraph completion` prints, ask the command itself what may follow the
line that has been typed.  Whatever is wrong there, nothing is offered and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

import typer
from pydantic import ValidationError
from rich.markup import escape

from api.asking import Filter, Takes, filters_of
from api.opening import opened
from api.settings import Settings
from graph.errors import GoalGraphError
from graph.identity import order_key
from graph.model import Basis, Model, NodeKind
from graph.records import Node
from graph.store import Scope, Search, View
from graph.wording import INVENTED
from loaders.packaged import packaged

MANY: Final = 60
"""Of more identifiers than this only how they may go on is offered, to the next `:` or `.`."""

_STEP: Final = re.compile(r"[^:.]*[:.]?")

Offered = list[tuple[str, str]]
"""What may be typed, each with what it is; the shells that can show both do."""

Completer = Callable[[typer.Context, str], Offered]


def of_filter(each: Filter) -> Completer | None:
    """Return what completes the value of a filter; None where there is nothing to offer."""
    if each.options:
        return of_words(dict.fromkeys(each.options, ""))
    if each.takes is Takes.NODES:
        return lambda ctx, incomplete: _ids(ctx, incomplete, _on_the_thread(ctx, each))
    if each.takes is Takes.ORGANISATION:
        return organisations
    return None


def of_words(words: Mapping[str, str]) -> Completer:
    """Return what completes one of some words."""

    def complete(ctx: typer.Context, incomplete: str) -> Offered:
        del ctx  # the words are the same everywhere
        return [(word, help_) for word, help_ in words.items() if word.startswith(incomplete)]

    return complete


def nodes(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete the identifier of any node."""
    return _ids(ctx, incomplete, None)


def kinds(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete the plural of a kind."""
    plurals = {kind.plural: kind.help.en for kind in _model(ctx).nodes}
    return of_words(plurals)(ctx, incomplete)


def all_kinds(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete the plural of a kind, or the name of an edge kind."""
    # A shell keeps what is typed, so what is typed in small letters is completed in those.
    small = incomplete.islower()
    names = {kind.column if small else kind.name: kind.help.en for kind in _model(ctx).edges}
    return kinds(ctx, incomplete) + of_words(names)(ctx, incomplete)


def sets(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete the name of a packaged set; of files the shell knows more."""
    return of_words(dict.fromkeys(packaged(), ""))(ctx, incomplete)


def organisations(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete the namespace of an organisation that the graph holds."""
    model = _model(ctx)

    def found(view: View) -> Offered:
        names = {node_id.partition(":")[0] for node_id in view.ids()} - model.shared
        return [(name, "") for name in sorted(names) if name.startswith(incomplete)]

    return _read(ctx, found)


def where(ctx: typer.Context, incomplete: str) -> Offered:
    """Complete NAME=VALUE: the filters of the kind, then the words or nodes that one takes."""
    model = _model(ctx)
    kind = model.by_plural.get(ctx.info_name or "")
    common = filters_of(model, None)
    own = {name: each for name, each in filters_of(model, kind).items() if name not in common}
    name, equals, value = incomplete.partition("=")
    if not equals:
        known = {f"{each}=": own[each].help for each in own}
        return of_words(known)(ctx, incomplete)
    each = own.get(name.replace("-", "_"))
    if each is None or kind is None:
        return []
    offered = [(word, "") for word in each.options if word.startswith(value)]
    if each.takes in {Takes.EDGE_OUT, Takes.EDGE_IN}:
        offered = _ids(ctx, value, _beyond(model, kind, each))
    return [(f"{name}={word}", help_) for word, help_ in offered]


def _on_the_thread(ctx: typer.Context, each: Filter) -> frozenset[str]:
    """Return the kinds that a node of the command's kind may serve, or be served by."""
    model = _model(ctx)
    asked = model.by_plural.get(ctx.info_name or "")
    thread = [kind.name for kind in model.nodes if kind.level is not None]
    if asked is None:
        return frozenset(thread)
    upwards = each.name == "serves"
    ends = [(asked.name, name) if upwards else (name, asked.name) for name in thread]
    return frozenset(
        name for name, (low, high) in zip(thread, ends, strict=True) if model.may_serve(low, high)
    )


def _beyond(model: Model, kind: NodeKind, each: Filter) -> frozenset[str]:
    """Return the kinds at the other end of an edge that a filter is about."""
    ends = model.ends(each.about)
    if each.takes is Takes.EDGE_OUT:
        return frozenset(high for low, high in ends if low == kind.name)
    return frozenset(low for low, high in ends if high == kind.name)


def _ids(ctx: typer.Context, incomplete: str, kinds: Collection[str] | None) -> Offered:
    """Return the identifiers that go on as typed, with their titles, or only how they go on."""

    def found(view: View) -> Offered:
        search = Search(
            scope=Scope(as_of=datetime.now().astimezone().date()),
            kinds=None if kinds is None else frozenset(kinds),
        )
        ids = [key.id for key in view.find(search).keys if key.id.startswith(incomplete)]
        if len(ids) > MANY:
            return [(step, "") for step in _steps(ids, incomplete)]
        records = view.nodes(ids)
        # Typer reads help as Rich's markup, which a title may look like.
        return [(node_id, escape(_marked(records[node_id]))) for node_id in ids]

    return _read(ctx, found)


def _marked(node: Node) -> str:
    """Return a title that says whether it is invented, as titles do wherever one stands."""
    mark = f"({INVENTED.nb})"
    invented = node.basis is Basis.ILLUSTRATIVE and mark not in node.title
    return f"{node.title} {mark}" if invented else node.title


def _steps(ids: Iterable[str], typed: str) -> Iterator[str]:
    """Yield each way that some identifiers go on after what is typed, in order."""
    ways = {typed + match[0] for each in ids if (match := _STEP.match(each, len(typed)))}
    yield from sorted(ways, key=order_key)


def _read(ctx: typer.Context, found: Callable[[View], Offered]) -> Offered:
    """Return what a view of the store offers; nothing where there is no store to be read."""
    given = ctx.params.get("store")
    try:
        uri = Settings(**({"store": given} if given else {})).store
        with opened(uri, _model(ctx)) as store, store.read() as view:
            return found(view)
    except (GoalGraphError, ValidationError):
        return []


def _model(ctx: typer.Context) -> Model:
    model = ctx.find_root().obj
    if not isinstance(model, Model):
        raise TypeError(model)
    return model


# --- the shells' scripts --------------------------------------------------------------------------

ASK: Final = (
    "COLUMNS=9999 _GOALGRAPH_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args "
    "_TYPER_COMPLETE_ARGS="
)
"""How a script asks: the answer is a line per word, its help after a tab.

Typer folds the help at the width of a terminal, so that is said to be wide.
"""

SCRIPTS: Final = {
    # Bash takes what stands before a colon or an equals sign for a word of its own, so that is cut
    # off again before the answer is handed over.
    "bash": f"""\
_goalgraph() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" cut= reply IFS=$'\\n'
    local word="${{line##* }}" breaks="${{COMP_WORDBREAKS//[^:=]/}}"
    if [[ -n "$breaks" && "$word" == *[$breaks]* ]]; then
        cut="${{word%"${{word##*[$breaks]}}"}}"
        cut="${{cut#--*=}}"
    fi
    COMPREPLY=()
    for reply in $({ASK}"$line" "$1" 2>/dev/null); do
        reply="${{reply%%$'\\t'*}}"
        case "$reply" in *[:.=]) compopt -o nospace ;; esac
        COMPREPLY+=("${{reply#"$cut"}}")
    done
}}
complete -o default -F _goalgraph goalgraph
""",
    "zsh": f"""\
#compdef goalgraph
_goalgraph() {{
    local line="${{(j: :)words[1,CURRENT-1]}} $PREFIX" reply
    local -a whole whole_shown part
    for reply in "${{(@f)$({ASK}"$line" $words[1] 2>/dev/null)}}"; do
        case "${{reply%%$'\\t'*}}" in
            '') ;;
            *[:.=]) part+=("${{reply%%$'\\t'*}}") ;;
            *) whole+=("${{reply%%$'\\t'*}}"); whole_shown+=("${{reply/$'\\t'/  }}") ;;
        esac
    done
    (( $#part )) && compadd -S '' -a part
    (( $#whole )) && compadd -l -d whole_shown -a whole
    (( $#part + $#whole )) || _files
}}
if [ "$funcstack[1]" = _goalgraph ]; then _goalgraph; else compdef _goalgraph goalgraph; fi
""",
    "fish": f"""\
function __goalgraph_complete
    set -l found (env {ASK}(commandline -cp) goalgraph 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command goalgraph --no-files --arguments '(__goalgraph_complete)'
""",
}
"""What makes a shell ask, by its name."""
