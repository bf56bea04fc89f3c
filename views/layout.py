"""Where the red thread stands on paper: columns, rows, and the curves between them.

A pure function of a picture's content: levels are columns; barycentre sweeps order what stands in
them, the chosen thread first (Sugiyama, Tagawa, Toda 1981); rows are then moved towards what they
are joined to, without changing the order.  What joins items that are not in neighbouring columns
runs between the rows of the columns that it passes, so that no line crosses a label.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from graph.red_thread import Standing
from views import labels
from views.measuring import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.model import Model
    from graph.red_thread import Column, Item, Link, Pictured

WIDTH: Final = 1280
"""How wide a picture is, in its own unit; on paper and screen it is scaled."""

SIZE: Final = 11
"""The size of labels."""
HEAD_SIZE: Final = 12
LEADING: Final = 14
"""From line to line."""
HEAD_LEADING: Final = 16

MARGIN: Final = 16
BAR: Final = 4
"""How wide the bar before a label is."""
INSET: Final = 9
"""From the left edge of a bar to its label."""
INDENT: Final = 11
"""How far what stands under an item is moved to the right."""
ROW_GAP: Final = 6
DENSE_GAP: Final = 3
"""Between rows; less in columns of many, whose labels have one line."""
LANE: Final = 5
"""How high the lane is in which a line passes a column."""
GAP: Final = 52
NARROW_GAP: Final = 36
"""Between columns; narrower where there are many."""
FEW: Final = 6
"""So many columns have the wide gap."""

_PULL: Final = 40.0
"""How much more a row on the chosen thread decides where its column stands."""
_SWEEPS: Final = 12
_ROUNDS: Final = 6
_LINES: Final = 72
"""About how many lines a column is given, before its labels are shortened."""
_MOST_LINES: Final = {Standing.ON: 8, Standing.NEAR: 3, Standing.OFF: 3}
_LINES_OF_SEVERAL: Final = 2
"""What stands for several nodes says how many, and how many are invented."""
_LEAST_LINES: Final = {Standing.ON: 2, Standing.NEAR: 1, Standing.OFF: 1}


@dataclass(frozen=True, slots=True)
class Box:
    """An item on paper.

    Attributes:
        item: the item.
        column: the number of its column.
        text: its whole label.
        lines: the label's lines as they fit.
        bold: whether it is set in bold.
        x, y: the left upper corner of its bar.
        width: from the left edge of the bar to the right end of the longest line.
        height: the bar's height.
    """

    item: Item
    column: int
    text: str
    lines: tuple[str, ...]
    bold: bool
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where lines come in and go out."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right end of its longest line."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower end of its bar."""
        return self.y + self.height

    @property
    def shortened(self) -> bool:
        """Whether a part of the label is left out."""
        return " ".join(self.lines).replace("- ", "") != self.text.replace("- ", "")


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading on paper: its lines, and where it begins and ends."""

    column: Column
    lines: tuple[str, ...]
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A line on paper, from left to right.

    Attributes:
        start: where it begins.
        turn: where it leaves its row; the same height as the start.
        end: where it ends.
        standing: the best of the links that share it.
        thread: whether one of them carries "serves".
        invented: whether all of them are invented.
        links: the links that share it.
    """

    start: tuple[float, float]
    turn: float
    end: tuple[float, float]
    standing: Standing
    thread: bool
    invented: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Elbow:
    """A line between two items of one column: from the upper item's bar to the lower item's."""

    link: Link
    upper: Box
    lower: Box
    nested: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture on paper.

    Attributes:
        width, height: its size; the headings stand above, from `-head` on.
        head: how high the headings are.
        heads: the headings of the columns.
        boxes: the items by key, column by column, downwards.
        curves: the lines between columns, the chosen thread last.
        elbows: the lines within columns, likewise.
    """

    width: float
    height: float
    head: float
    heads: tuple[Head, ...]
    boxes: Mapping[str, Box]
    curves: tuple[Curve, ...]
    elbows: tuple[Elbow, ...]


def layout(picture: Pictured, model: Model, language: str, *, wide: float = WIDTH) -> Layout:
    """Return where everything stands; the same for the same picture and language."""
    chosen = bool(picture.question.focus)
    measures = _measured(picture, model, language, wide)
    rows, segments = _rows(picture, measures)
    _order(rows, segments)
    height = _place(rows)
    boxes = _boxes(rows, measures)
    heads = tuple(
        Head(
            column,
            tuple(
                line
                for text in labels.heading(model, column, language, chosen=chosen)
                for line in wrapped(text, place.room + INSET, 3, HEAD_SIZE, bold=True)
            ),
            place.x,
            place.room + INSET,
        )
        for column, place in zip(picture.columns, measures.places, strict=True)
    )
    return Layout(
        width=wide,
        height=height,
        head=max((len(head.lines) for head in heads), default=0) * HEAD_LEADING + ROW_GAP,
        heads=heads,
        boxes=boxes,
        curves=tuple(_curves(segments, boxes, measures)),
        elbows=tuple(_elbows(picture, boxes)),
    )


# --- how much room there is -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column's bars begin, and how much room its labels have."""

    x: float
    room: float


@dataclass(frozen=True, slots=True)
class _Measures:
    """The columns' places and gaps; each item's text, lines and how deep it stands under others."""

    places: tuple[_Place, ...]
    texts: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]
    depths: Mapping[str, int]
    gaps: tuple[float, ...]

    def height(self, key: str, column: int) -> float:
        """Return how much room an item takes, with the gap after it."""
        return len(self.lines[key]) * LEADING + self.gaps[column]


def _measured(picture: Pictured, model: Model, language: str, wide: float) -> _Measures:
    texts = {key: labels.label(model, item, language) for key, item in picture.items.items()}
    places = _places(picture, texts, wide)
    lines: dict[str, tuple[str, ...]] = {}
    depths: dict[str, int] = {}
    for column, place in zip(picture.columns, places, strict=True):
        most = _most_lines(column)
        for item in column.items:
            depths[item.key] = 0 if item.under is None else depths[item.under] + 1
            room = place.room - INDENT * depths[item.key]
            lines[item.key] = wrapped(
                texts[item.key],
                max(room, place.room / 2),
                most[item.standing] if item.node else max(most[item.standing], _LINES_OF_SEVERAL),
                SIZE,
                bold=_is_bold(picture, item),
                keep=labels.kept(item, language),
            )
    gaps = tuple(
        DENSE_GAP if _most_lines(column)[Standing.OFF] == 1 else ROW_GAP
        for column in picture.columns
    )
    return _Measures(places, texts, lines, depths, gaps)


def _is_bold(picture: Pictured, item: Item) -> bool:
    return bool(picture.question.focus) and item.standing is Standing.ON


def _most_lines(column: Column) -> dict[Standing, int]:
    """Return how many lines a label may have: fewer where more items stand."""
    on = sum(item.standing is Standing.ON for item in column.items)
    numbers = {Standing.ON: on, Standing.NEAR: len(column.items), Standing.OFF: len(column.items)}
    return {
        standing: min(max(_LINES // max(number, 1), _LEAST_LINES[standing]), _MOST_LINES[standing])
        for standing, number in numbers.items()
    }


_NARROWEST: Final = 0.5
_NARROW: Final = 0.85
_WIDE: Final = 1.3
"""How wide a column is at least and at most, as a share of the mean; without items, narrower."""


def _wanted(column: Column, texts: Mapping[str, str]) -> float:
    """Return how wide a column's labels want to be, in as many lines as they may have."""
    most = _most_lines(column)
    # Never in more than a plain one's: what is on the thread shall not make its column narrow.
    widths = [
        width(texts[item.key], SIZE) / min(most[item.standing], _MOST_LINES[Standing.NEAR])
        for item in column.items
    ]
    return sum(widths) / max(len(widths), 1)


def _places(picture: Pictured, texts: Mapping[str, str], wide: float) -> tuple[_Place, ...]:
    """Return the columns' places: those with longer labels are wider, within reason."""
    number = len(picture.columns)
    gap = GAP if number <= FEW else NARROW_GAP
    room = wide - 2 * MARGIN - gap * max(number - 1, 0) - INSET * number
    wanted = [_wanted(column, texts) for column in picture.columns]
    mean = sum(wanted) / max(number, 1) or 1.0
    weights = [
        _NARROWEST
        if all(item.is_rest for item in column.items)
        # Within reason: short labels need room for their longest word, long ones are shortened.
        else min(max(each / mean, _NARROW), _WIDE)
        for column, each in zip(picture.columns, wanted, strict=True)
    ]
    places = []
    x = float(MARGIN)
    for weight in weights:
        share = room * weight / sum(weights)
        places.append(_Place(x, share))
        x += share + INSET + gap
    return tuple(places)


# --- rows -----------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Row:
    """What is moved as one: an item with those under it, or the lane of a line that passes.

    Attributes:
        column: the number of its column.
        items: its items, the first one heading the others; none for a lane.
        height: how much room it takes, with the gap after it.
        standing: the best of its items, or of what passes in the lane.
        last: whether it always stands last.
        y: where it begins.
        left, right: the rows it is joined to in the columns on either side.
    """

    column: int
    items: list[Item]
    height: float
    standing: Standing
    last: bool = False
    y: float = 0.0
    left: list[_Row] = field(default_factory=list)
    right: list[_Row] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def rank(self) -> int:
        return _RANKS[self.standing]


_RANKS: Final = {standing: rank for rank, standing in enumerate(Standing)}
_Columns = list[list[_Row]]


@dataclass(slots=True, eq=False)
class _Segment:
    """A line between two rows of neighbouring columns; ends are item keys, or None at a lane."""

    left: _Row
    right: _Row
    left_key: str | None
    right_key: str | None
    links: list[Link]


def _rows(picture: Pictured, measures: _Measures) -> tuple[_Columns, list[_Segment]]:
    """Return the rows of each column in natural order, and the lines between them."""
    columns: _Columns = []
    row_of: dict[str, _Row] = {}
    for number, column in enumerate(picture.columns):
        rows: list[_Row] = []
        for item in column.items:
            height = measures.height(item.key, number)
            if item.under is None:
                rest = item.node is None and item.heading is None
                row = _Row(number, [item], height, item.standing, last=rest)
                rows.append(row)
            else:
                row = row_of[item.under]
                row.items.append(item)
                row.height += height
                row.standing = min(row.standing, item.standing, key=_RANKS.__getitem__)
            row_of[item.key] = row
        columns.append(rows)
    segments = _segments(picture, columns, row_of)
    for segment in segments:
        segment.left.right.append(segment.right)
        segment.right.left.append(segment.left)
    return columns, segments


def _segments(picture: Pictured, columns: _Columns, row_of: Mapping[str, _Row]) -> list[_Segment]:
    """Return the lines between neighbouring columns, with a lane in each column that one passes."""
    between = []
    passing: dict[str, int] = defaultdict(int)
    for link in picture.links:
        left, right = link.upper, link.lower
        if row_of[left].column > row_of[right].column:
            left, right = right, left
        if row_of[left].column == row_of[right].column:
            continue
        between.append((left, right, link))
        if row_of[right].column - row_of[left].column > 1:
            passing[left] += 1
            passing[right] += 1
    lanes: dict[tuple[str, int, Standing], _Row] = {}
    found: dict[tuple[int, int, str | None, str | None], _Segment] = {}
    for left, right, link in between:
        path = [row_of[left]]
        # Lines that have an end in common share the lanes: of the two ends, the busier one.
        owner = left if (passing[left], left) >= (passing[right], right) else right
        for number in range(row_of[left].column + 1, row_of[right].column):
            lane = (owner, number, link.standing)
            if lane not in lanes:
                lanes[lane] = _Row(number, [], LANE, link.standing)
                columns[number].append(lanes[lane])
            path.append(lanes[lane])
        path.append(row_of[right])
        for place, (one, other) in enumerate(pairwise(path)):
            ends = (left if place == 0 else None, right if place == len(path) - 2 else None)
            segment = found.setdefault((id(one), id(other), *ends), _Segment(one, other, *ends, []))
            segment.links.append(link)
    return list(found.values())


def _order(columns: _Columns, segments: Sequence[_Segment]) -> None:
    """Order the rows of each column, so that few lines cross; the chosen thread stands first."""
    for rows in columns:
        rows.sort(key=lambda row: (row.last, row.rank))
    best = [list(rows) for rows in columns]
    least = _crossings(columns, segments)
    for sweep in range(_SWEEPS):
        rightwards = sweep % 2 == 0
        for rows in columns if rightwards else reversed(columns):
            _sort(rows, columns, rightwards=rightwards)
        crossings = _crossings(columns, segments)
        if crossings < least:
            best, least = [list(rows) for rows in columns], crossings
    for rows, ordered in zip(columns, best, strict=True):
        rows[:] = ordered


def _sort(rows: list[_Row], columns: _Columns, *, rightwards: bool) -> None:
    """Sort a column by the mean place of what its rows are joined to on one side."""
    if not rows:
        return
    neighbour = rows[0].column + (-1 if rightwards else 1)
    if not 0 <= neighbour < len(columns):
        return
    other = columns[neighbour]
    places = {id(row): place / max(len(other) - 1, 1) for place, row in enumerate(other)}
    own = {id(row): place / max(len(rows) - 1, 1) for place, row in enumerate(rows)}

    def centre(row: _Row) -> float:
        joined = row.left if rightwards else row.right
        if not joined:
            return own[id(row)]
        return sum(places[id(each)] for each in joined) / len(joined)

    rows.sort(key=lambda row: (row.last, row.rank, centre(row)))


def _crossings(columns: _Columns, segments: Sequence[_Segment]) -> int:
    """Return how many pairs of lines between neighbouring columns cross."""
    places = {id(row): place for rows in columns for place, row in enumerate(rows)}
    by_column: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in segments:
        by_column[each.left.column].append((places[id(each.left)], places[id(each.right)]))
    return sum(_inversions([right for _, right in sorted(ends)]) for ends in by_column.values())


def _inversions(numbers: Sequence[int]) -> int:
    """Return how many pairs of numbers stand in the wrong order (a binary indexed tree)."""
    size = max(numbers, default=0) + 1
    tree = [0] * (size + 1)
    found = 0
    for seen, number in enumerate(numbers):
        place, before = number + 1, 0
        while place:
            before += tree[place]
            place &= place - 1
        found += seen - before
        place = number + 1
        while place <= size:
            tree[place] += 1
            place += place & -place
    return found


def _place(columns: _Columns) -> float:
    """Give each row its height on paper, and return how high the picture is."""
    height = max((sum(row.height for row in rows) for rows in columns), default=0.0)
    for rows in columns:
        spare = height - sum(row.height for row in rows)
        y = 0.0
        for row in rows:
            row.y = y
            y += row.height + spare / len(rows)
    for turn in range(_ROUNDS):
        for rows in columns if turn % 2 else reversed(columns):
            _move(rows, height)
    return height


def _move(rows: Sequence[_Row], height: float) -> None:
    """Move the rows of a column as near as may be to what they are joined to, keeping the order.

    The least sum of squares, by pooling adjacent violators (isotonic regression).
    """
    pools: list[tuple[float, float, int]] = []
    offset = 0.0
    offsets = []
    for row in rows:
        weight = _PULL if row.standing is Standing.ON else 1.0
        offsets.append(offset)
        pools.append((_wish(row) - offset, weight, 1))
        offset += row.height
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, much, many), (high, some, few) = pools.pop(), pools.pop()
            total = some + much
            pools.append(((high * some + low * much) / total, total, few + many))
    spare = max(height - offset, 0.0)
    moved = (min(max(mean, 0.0), spare) for mean, _, number in pools for _ in range(number))
    for row, start, shift in zip(rows, offsets, moved, strict=True):
        row.y = start + shift


def _wish(row: _Row) -> float:
    """Return where a row would stand best: level with what it is joined to.

    On the chosen thread, with what is on it: so that it is seen at one glance.
    """
    joined = [*row.left, *row.right]
    if row.standing is Standing.ON:
        joined = [each for each in joined if each.standing is Standing.ON] or joined
    if not joined:
        return row.y
    return sum(each.middle for each in joined) / len(joined) - row.height / 2


# --- paper ----------------------------------------------------------------------------------------


def _boxes(columns: _Columns, measures: _Measures) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for number, rows in enumerate(columns):
        for row in rows:
            y = row.y
            for item in row.items:
                box = _box(item, number, y, measures)
                boxes[item.key] = box
                y += measures.height(item.key, number)
    return boxes


def _box(item: Item, column: int, y: float, measures: _Measures) -> Box:
    lines = measures.lines[item.key]
    bold = item.standing is Standing.ON
    return Box(
        item=item,
        column=column,
        text=measures.texts[item.key],
        lines=lines,
        bold=bold,
        x=measures.places[column].x + INDENT * measures.depths[item.key],
        y=round(y, 1),
        width=INSET + max(width(line, SIZE, bold=bold) for line in lines),
        height=len(lines) * LEADING,
    )


def _curves(
    segments: Iterable[_Segment], boxes: Mapping[str, Box], measures: _Measures
) -> Iterator[Curve]:
    curves = [_curve(segment, boxes, measures) for segment in segments]
    yield from sorted(curves, key=lambda curve: -_RANKS[curve.standing])


def _curve(segment: _Segment, boxes: Mapping[str, Box], measures: _Measures) -> Curve:
    place = measures.places[segment.left.column]
    turn = place.x + INSET + place.room + 3
    if segment.left_key is None:
        start = (place.x, segment.left.middle)
    else:
        box = boxes[segment.left_key]
        start = (box.right + 3, box.middle)
    if segment.right_key is None:
        end = (measures.places[segment.right.column].x, segment.right.middle)
    else:
        box = boxes[segment.right_key]
        end = (box.x - 2, box.middle)
    return Curve(
        start=start,
        turn=max(turn, start[0]),
        end=end,
        standing=min((link.standing for link in segment.links), key=_RANKS.__getitem__),
        thread=any(link.thread for link in segment.links),
        invented=all(link.invented for link in segment.links),
        links=tuple(segment.links),
    )


def _elbows(picture: Pictured, boxes: Mapping[str, Box]) -> Iterator[Elbow]:
    """Yield the lines within columns; a group under its heading has one too."""
    elbows = [
        Elbow(
            link,
            boxes[link.upper],
            boxes[link.lower],
            nested=boxes[link.lower].item.under == link.upper,
        )
        for link in picture.links
        if boxes[link.lower].column == boxes[link.upper].column
    ]
    yield from sorted(elbows, key=lambda elbow: -_RANKS[elbow.link.standing])
