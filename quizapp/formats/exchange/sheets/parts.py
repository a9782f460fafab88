"""Bodies of items that consist of parts, from rows of a spreadsheet: pairs, tables, texts with blanks."""

import re
from dataclasses import replace
from string import ascii_lowercase

from quizapp.core.cloze import marks_in
from quizapp.core.exchange import slug
from quizapp.core.items import Blank, Cloze, Matching, Matrix, Option, Row, Subject
from quizapp.formats.exchange.bodies import MOST_OPTIONS
from quizapp.formats.exchange.sheets.keys import UnreadableError, keyed
from quizapp.formats.exchange.sheets.layout import Column, Part
from quizapp.formats.exchange.sheets.rows import Record
from quizapp.formats.item_bodies import lettered

ARROW = re.compile(r"=>|->|→|⇒")
_MARKED = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\] ?")


def check_number(count: int, least: int = 2) -> None:
    """Raise ``UnreadableError`` unless there are neither too few nor too many options."""
    if count < least:
        raise UnreadableError(
            "too-few-options",
            f"There are fewer than {least} options.",
            "Write each into a column of its own: “option 1”, “option 2” and so on.",
        )
    if count > MOST_OPTIONS:
        raise UnreadableError(
            "too-many-options",
            f"There are {count} options; {MOST_OPTIONS} is the most.",
            "Make several questions of it.",
        )


def option(row: Record, number: int, text: str, *, is_key: bool = False) -> Option:
    """Return an option of that text with what else its row says of that number."""
    return Option(
        id="",
        text=text,
        rationale=row.part(Part.RATIONALE, number),
        is_key=is_key,
        because=row.part(Part.BECAUSE, number),
        region=row.part(Part.REGION, number),
    )


def matching(row: Record) -> Matching:
    """Return what fits what; raises ``UnreadableError``."""
    pairs = _pairs(row)
    merged: dict[str, Option] = {}
    for number, (_, match) in pairs.items():
        new = option(row, number, match)
        merged[match] = _merged(merged[match], new) if match in merged else new
    check_number(sum(bool(subject) for subject, _ in pairs.values()))
    check_number(len(merged), least=1)
    options, ids = lettered(merged.values())
    by_text = dict(zip(merged, ids, strict=True))
    names = _names(row, [number for number, (subject, _) in pairs.items() if subject], "pair")
    return Matching(
        subjects=tuple(
            Subject(
                id=names[number],
                text=subject,
                key=by_text[match],
                reverse_stem=row.part(Part.REVERSE, number),
            )
            for number, (subject, match) in pairs.items()
            if subject
        ),
        options=options,
    )


def _merged(known: Option, new: Option) -> Option:
    """Return what fits several subjects as one option, with everything that is said of it."""
    said = dict.fromkeys(text for text in (known.rationale, new.rationale) if text)
    return replace(known, rationale="\n".join(said))


def _pairs(row: Record) -> dict[int, tuple[str, str]]:
    """Return what belongs together, by number: in two columns, or in one with an arrow between them."""
    lefts, rights = row.all(Part.OPTION), row.all(Part.MATCH)
    if rights:
        numbers = sorted({*lefts, *rights})
        pairs = {number: (lefts.get(number, ""), rights.get(number, "")) for number in numbers}
    else:
        halves = {number: ARROW.split(text) for number, text in lefts.items()}
        pairs = {
            number: (two[0].strip(), two[-1].strip() if len(two) == 2 else "")
            for number, two in halves.items()
        }
    if not all(right for _, right in pairs.values()):
        raise UnreadableError(
            "no-key",
            "It is not said of each option what belongs to it.",
            "Write what belongs to “option 1” into “match 1”, or both into one cell: “left => right”.",
        )
    return pairs


def matrix(row: Record) -> Matrix:
    """Return the table; raises ``UnreadableError``."""
    rows = _pairs(row)
    heads = dict.fromkeys(row.all(Part.HEAD).values()) or dict.fromkeys(right for _, right in rows.values())
    ids = dict(zip(heads, ascii_lowercase, strict=False))
    if len(ids) < 2 or any(not text or match not in ids for text, match in rows.values()):
        raise UnreadableError(
            "no-key",
            "Not every row of the table has a key that is one of its columns.",
            "Write the columns into “column 1”, “column 2” and so on, and the key of each row into “match”.",
        )
    check_number(len(rows))
    names = _names(row, list(rows), "row")
    return Matrix(
        options=tuple(Option(id=letter, text=text, rationale="") for text, letter in ids.items()),
        rows=tuple(
            Row(
                id=names[number],
                text=text,
                key=ids[match],
                rationale=row.part(Part.RATIONALE, number),
                because=row.part(Part.BECAUSE, number),
            )
            for number, (text, match) in rows.items()
        ),
    )


def _names(row: Record, used: list[int], kind: str) -> dict[int, str]:
    """Return the lasting id of each of some numbers: its own, or else one by its place."""
    told = {number: slug(row.part(Part.ID, number))[:40].strip("-") for number in used}
    own = [name for name in told.values() if name]
    places = {number: f"{kind}-{place}" for place, number in enumerate(used, start=1)}
    return told if len(set(own)) == len(used) else places


def cloze(row: Record) -> Cloze:
    """Return the text with its blanks; raises ``UnreadableError``."""
    text, options = row.one(Column.TEXT), row.all(Part.OPTION)
    marks = {number: _MARKED.match(option) for number, option in options.items()}
    places = marks_in(text)
    named = {number: mark[1] for number, mark in marks.items() if mark}
    if not places or len(set(places)) < len(places) or len(named) < len(options):
        raise UnreadableError(
            "no-blanks",
            "The text and its options do not say which blank is which.",
            "Write [1], [2] … once each into the column “text”, and “[1] …” before each of its options.",
        )
    texts = {number: option[mark.end() :] for number, option in options.items() if (mark := marks[number])}
    keys = keyed(row.one(Column.KEY), texts)
    blanks = []
    for name in places:
        own = [number for number in named if named[number] == name]
        check_number(len(own))
        if sum(number in keys for number in own) != 1:
            raise UnreadableError(
                "no-key", f"The blank [{name}] needs one key.", "Write one for each blank into “key”."
            )
        made = (option(row, number, texts[number], is_key=number in keys) for number in own)
        blanks.append(Blank(id=name, options=lettered(made)[0]))
    if set(named.values()) != set(places):
        raise UnreadableError(
            "no-blanks", "An option belongs to a blank that the text has not.", "Mend its number."
        )
    return Cloze(text=text, blanks=tuple(blanks))
