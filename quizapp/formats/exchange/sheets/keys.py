"""Which of its options a row of a spreadsheet says are right."""

import re
from collections.abc import Collection, Iterable, Mapping
from string import ascii_uppercase

from quizapp.formats.exchange.sheets.layout import number_of
from quizapp.formats.exchange.sheets.lists import joined, parted

_PLACE = r"(?:[A-Za-z]|\d{1,3})"
_PLACES = re.compile(rf"{_PLACE}(?:(?:\s*(?:[,/|&+]|\band\b)\s*|\s+){_PLACE})+")
_HEADING = re.compile(rf"(?:option|answer|choice)\s*({_PLACE})", re.IGNORECASE)


class UnreadableError(Exception):
    """A row cannot be read as a question: by which rule, why, and what to do."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix


def keyed(cell: str, texts: Mapping[int, str]) -> tuple[int, ...]:
    """Return the numbers of the options that a key names, in its order: by letter, by number or by text.

    :raises UnreadableError: it names none, or can be read in two ways.
    """
    if not cell.strip():
        raise UnreadableError(
            "no-key",
            "The question does not say which answer is right.",
            "Write the letter or the text of the right option into the column “key”.",
        )
    found = {tuple(reading) for reading in _readings(cell, texts)}
    if not found:
        raise UnreadableError(
            "no-key",
            f"The key “{cell[:80]}” is none of the options.",
            "Write the letter or the text of the right option, several with semicolons between them.",
        )
    if len({frozenset(reading) for reading in found}) > 1:
        raise _ambiguous(cell)
    return min(found)


def written_key(places: Collection[int], texts: Mapping[int, str]) -> str | None:
    """Return a key that names these options and can be read in no other way; None if there is none."""
    forms = (
        [ascii_uppercase[place - 1] if place <= len(ascii_uppercase) else str(place) for place in places],
        [str(place) for place in places],
        [f"option {place}" for place in places],
        [texts[place] for place in places],
    )
    return next((key for form in forms if _says(key := joined(form), places, texts)), None)


def _says(key: str, places: Collection[int], texts: Mapping[int, str]) -> bool:
    try:
        return frozenset(keyed(key, texts)) == frozenset(places)
    except UnreadableError:
        return False


def _readings(cell: str, texts: Mapping[int, str]) -> Iterable[list[int]]:
    """Return every way in which a key can be read: as one text, as a list of texts, as places."""
    by_text: dict[str, list[int]] = {}
    for place, text in texts.items():
        by_text.setdefault(text.casefold(), []).append(place)
    ways = [[cell], parted(cell), cell.split(",")]
    if _PLACES.fullmatch(cell.strip()):
        ways.append(re.findall(rf"\b{_PLACE}\b", cell.replace(" and ", " ")))
    for entries in ways:
        named = [_places(entry.strip(), texts, by_text) for entry in entries]
        if all(named):
            if any(len(places) > 1 for places in named):
                raise _ambiguous(cell)
            yield list(dict.fromkeys(place for places in named for place in places))


def _places(entry: str, texts: Mapping[int, str], by_text: Mapping[str, list[int]]) -> set[int]:
    same = by_text.get(entry.casefold(), [])
    found = set([place for place in same if texts[place] == entry] or same)
    heading = _HEADING.fullmatch(entry)
    number = number_of(heading[1] if heading else entry.strip("().[] "))
    return found | {number} if number in texts else found


def _ambiguous(cell: str) -> UnreadableError:
    return UnreadableError(
        "ambiguous-key",
        f"The key “{cell[:80]}” can be read in more than one way: as text, or as the place of an option.",
        "Write “option 1”, “option 2” and so on, as the headings are, or make the options differ.",
    )
