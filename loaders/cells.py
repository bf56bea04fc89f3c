"""The text of a cell as the value of a field, or what is wrong with it and how to mend it.

Nothing is read in two ways: `1.000` is a thousand to some and one to others, so it is refused.  A
decimal comma holds if and only if semicolons stand between the cells, as a Norwegian Excel writes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from graph.identity import nearest
from graph.model import FieldType, Words
from graph.problems import did_you_mean, spaced
from graph.values import TEXT_LIMIT, misfits, none_of
from graph.wording import in_both

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.model import Field
    from graph.records import Scalar, Value

DIGIT_LIMIT: Final = 15
"""The most digits of a number: a spreadsheet keeps no more, and writes zeros for the rest."""

WORDS: Final[Mapping[str, bool]] = {
    "yes": True,
    "ja": True,
    "true": True,
    "no": False,
    "nei": False,
    "false": False,
}
"""What stands for yes and no, in any case."""

_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = {
    False: re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    True: re.compile(r"-?(?:0|[1-9][0-9]*)(?:,[0-9]+)?"),
}
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NORWEGIAN_DATE: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_MINUS: Final = "−–-"


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a cell, as a clause after its text, and how to mend it."""

    clause: Words
    hint: Words


def shown(text: str, limit: int = 60) -> str:
    """Return a text as it stands in messages: quoted, and cut where it is long."""
    return repr(text) if len(text) <= limit else f"{text[:limit]!r}…"


def value_of(field: Field, text: str, *, comma: bool = False) -> Value | Misfit:
    """Return the value that a cell holds.

    Args:
        field: what the column holds; not a sub-table.
        text: the cell, stripped and not blank; several values are separated by white space.
        comma: whether the decimal sign is a comma.
    """
    if max(map(len, text.split() if field.many else [text])) > TEXT_LIMIT:
        return Misfit(
            Words(
                f"har mer enn {spaced(TEXT_LIMIT)} tegn", f"has more than {TEXT_LIMIT:,} characters"
            ),
            Words("Kort den ned.", "Shorten it."),
        )
    if not field.many:
        return _checked(field, _scalar(field, text, comma=comma))
    values: list[Scalar] = []
    for each in text.split():
        value = _scalar(field, each, comma=comma)
        if isinstance(value, Misfit):
            clause = Words(
                f"har {shown(each)}, som {value.clause.nb}",
                f"holds {shown(each)}, which {value.clause.en}",
            )
            return Misfit(clause, value.hint)
        values.append(value)
    return _checked(field, tuple(values))


def _checked(field: Field, value: Value | Misfit) -> Value | Misfit:
    """Return a value, or what its field has against it."""
    if isinstance(value, Misfit):
        return value
    found = list(misfits(field, value))
    if not found:
        return value
    clause = Words(
        "; den ".join(each.nb for each in found), "; it ".join(each.en for each in found)
    )
    return Misfit(clause, field.help)


def _scalar(field: Field, text: str, *, comma: bool) -> Scalar | Misfit:
    if field.type is FieldType.DECIMAL:
        return _decimal(text, comma=comma)
    return _READERS[field.type](field, text)


def _text(_: Field, text: str) -> Scalar | Misfit:
    return text


def _yes_no(_: Field, text: str) -> Scalar | Misfit:
    word = WORDS.get(text.casefold())
    return _NEITHER if word is None else word


_NEITHER: Final = Misfit(
    Words("er verken ja eller nei", "is neither yes nor no"),
    Words("Skriv ja eller nei.", "Write yes or no."),
)


def _one_of(field: Field, text: str) -> Scalar | Misfit:
    if text in field.options:
        return text
    spellings = {
        spelling.casefold(): word
        for word, words in field.options.items()
        for spelling in (words.en, words.nb, word)
    }
    meant = spellings.get(text.casefold()) or spellings.get(
        nearest(text.casefold(), spellings) or ""
    )
    allowed = ", ".join(field.options)
    hint = Words(f"Skriv en av disse: {allowed}.", f"Write one of: {allowed}.")
    return Misfit(none_of(field.options), did_you_mean(f"'{meant}'") if meant else hint)


def _date(_: Field, text: str) -> Scalar | Misfit:
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Misfit(
                Words("er en dag som ikke finnes", "is a day that does not exist"),
                Words("Slå opp i en kalender.", "Look it up in a calendar."),
            )
    form = Words(
        "er ikke en dato på formen år-måned-dag", "is not a date of the form year-month-day"
    )
    return Misfit(form, _date_hint(text))


def _date_hint(text: str) -> Words:
    """Return how to write a date; the Norwegian form has one meaning, others have several."""
    norwegian = _NORWEGIAN_DATE.fullmatch(text)
    if norwegian:
        day, month, year = norwegian.groups()
        return _write(f"{year}-{month:0>2}-{day:0>2}")
    return Words("Skriv den som 2026-02-28.", "Write it like 2026-02-28.")


def _write(meant: str) -> Words:
    return Words(f"Skriv {meant}.", f"Write {meant}.")


# --- numbers --------------------------------------------------------------------------------------


def _whole(_: Field, text: str) -> Scalar | Misfit:
    if too_long := _too_long(text):
        return too_long
    if _WHOLE.fullmatch(text):
        return int(text)
    return Misfit(Words("er ikke et helt tall", "is not a whole number"), _whole_hint(text))


def _decimal(text: str, *, comma: bool) -> Scalar | Misfit:
    if too_long := _too_long(text):
        return too_long
    if not _DECIMAL[comma].fullmatch(text):
        clause = Words("er ikke et desimaltall", "is not a decimal number")
        return Misfit(clause, _decimal_hint(text, comma=comma))
    return Decimal(text.replace(",", "."))


def _too_long(text: str) -> Misfit | None:
    digits = sum(each.isdigit() for each in text)
    if digits <= DIGIT_LIMIT:
        return None
    return Misfit(
        Words(f"har {digits} sifre", f"has {digits} digits"),
        Words(
            f"Et tall har høyst {DIGIT_LIMIT}: regneark mister resten. "
            "Er det en kode og ikke et tall, hører det hjemme i en tekst.",
            f"A number has at most {DIGIT_LIMIT}: spreadsheets lose the rest. "
            "If it is a code and no number, it belongs in a text.",
        ),
    )


def _whole_hint(text: str) -> Words:
    if _THOUSANDS.fullmatch(text):
        plain = text.replace(".", "").replace(",", "")
        return Words(
            f"Et helt tall har ingen skilletegn: skriv {plain} om det er det som menes.",
            f"A whole number has no separators: write {plain} if that is what is meant.",
        )
    return _number_hint(text, _WHOLE) or Words(
        "Skriv bare sifre, som 1200 eller -300.", "Write digits alone, like 1200 or -300."
    )


def _decimal_hint(text: str, *, comma: bool) -> Words:
    if _DECIMAL[not comma].fullmatch(text):
        swapped = text.translate(str.maketrans(".,", ",."))
        nb, en = f"skriv {swapped}", f"write {swapped}"
        if _THOUSANDS.fullmatch(text):
            plain = text.replace(".", "").replace(",", "")
            nb += f" eller, om det er tusener, {plain}"
            en += f" or, if thousands are meant, {plain}"
        if comma:
            return Words(
                f"Med semikolon mellom cellene er desimaltegnet komma: {nb}.",
                f"With semicolons between cells the decimal sign is a comma: {en}.",
            )
        return Words(
            f"Desimaltegnet er punktum, unntatt med semikolon mellom cellene: {nb}.",
            f"The decimal sign is a full stop, save with semicolons between cells: {en}.",
        )
    example = "1,5" if comma else "1.5"
    return _number_hint(text, _DECIMAL[comma]) or Words(
        f"Skriv sifre med høyst ett desimaltegn, som {example} eller -300.",
        f"Write digits with at most one decimal sign, like {example} or -300.",
    )


def _number_hint(text: str, wanted: re.Pattern[str]) -> Words | None:
    """Return what keeps a text from being a number, and the number that it would be."""
    reasons = [reason for reason, applies in _REASONS if applies(text)]
    number = _plain_number(text)
    if wanted.fullmatch(number):
        reasons.append(_write(number))
    if not reasons:
        return None
    return in_both(lambda language: " ".join(each[language] for each in reasons))


def _plain_number(text: str) -> str:
    """Return a text with its digits and signs in ASCII, and nothing else around them."""
    for minus in _MINUS:
        text = text.replace(minus, "-")
    bare = "".join(text.split()).strip("+%")
    digits = "".join(str(unicodedata.digit(each, each)) for each in bare)
    return re.sub(r"^(-?)0+(?=[0-9])", r"\1", digits)


_REASONS: Final[tuple[tuple[Words, Callable[[str], bool]], ...]] = (
    (
        Words(
            "Utelat prosenttegnet: feltet sier hva som måles.",
            "Leave the percent sign out: the field says what is measured.",
        ),
        lambda text: "%" in text,
    ),
    (
        Words("Et tall har ingen mellomrom i seg.", "A number has no spaces in it."),
        lambda text: len(text.split()) > 1,
    ),
    (
        Words("Bruk sifrene 0–9.", "Use the digits 0–9."),
        lambda text: any(each.isdigit() and not each.isascii() for each in text),
    ),
    (
        Words("Bruk vanlig minustegn (-).", "Use the plain minus sign (-)."),
        lambda text: text[0] in _MINUS[:-1],
    ),
    (
        Words("Utelat plusstegnet.", "Leave the plus sign out."),
        lambda text: text[0] == "+",
    ),
    (
        Words("Et tall begynner ikke med 0.", "A number does not begin with 0."),
        lambda text: re.match(r"-?0[0-9]", text) is not None,
    ),
)

_READERS: Final[Mapping[FieldType, Callable[[Field, str], Scalar | Misfit]]] = {
    FieldType.TEXT: _text,
    FieldType.URL: _text,
    FieldType.WHOLE: _whole,
    FieldType.YES_NO: _yes_no,
    FieldType.DATE: _date,
    FieldType.ONE_OF: _one_of,
}
"""How the text of a scalar is read, by type; a decimal also needs to know its sign."""
