"""A list of names and e-mail addresses, as spreadsheets save it, to people and findings; never raises."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.names import shown_name
from quizapp.formats.sheets import FORMULA, restored

MOST_PEOPLE = 500
MOST_LINES = 2_000
"""Beyond which a file is no list of one class."""

LONGEST_NAME, LONGEST_ADDRESS = 80, 254
DELIMITERS = ",;\t"
HEADINGS = frozenset(
    {
        "name",
        "first name",
        "last name",
        "surname",
        "email",
        "e-mail",
        "mail",
        "email address",
        "e-mail address",
    }
)

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
"""As people have them; stricter than the standard, which allows what no mail program takes."""


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """Somebody on a list; ``name`` is empty where the list has none."""

    line: int
    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ListFinding:
    """What is wrong with a line, and what to do; line 0 means the whole file."""

    line: int
    message: str


@dataclass(frozen=True, kw_only=True)
class PeopleList:
    """Who is on a list, each once, and what was left out or looks odd."""

    people: tuple[ListedPerson, ...]
    findings: tuple[ListFinding, ...]


def read_people(data: bytes, *, delimiter: str = "") -> PeopleList:
    """Return who is on a list in CSV with a name and an e-mail address a line, in whatever order.

    Commas, semicolons and tabs separate cells, as the first line shows unless a ``delimiter`` is given. What
    is not UTF-8 is read as Windows saves it, and said.
    """
    text, findings = _decoded(data)
    people: dict[str, ListedPerson] = {}
    for place, (line, cells) in enumerate(_rows(text, findings, delimiter)):
        if len(people) == MOST_PEOPLE:
            findings.append(
                ListFinding(
                    line=line, message=f"At most {MOST_PEOPLE} people are read at once. Split the list."
                )
            )
            break
        found = _person(line, cells, is_first=place == 0)
        if isinstance(found, ListFinding):
            findings.append(found)
        elif found and (before := people.get(found.address.casefold())):
            message = f"{found.address} stands on line {before.line} already. The first one counts."
            findings.append(ListFinding(line=line, message=message))
        elif found:
            people[found.address.casefold()] = found
    if not people and not findings:
        findings.append(ListFinding(line=0, message="There is nobody on this list."))
    return PeopleList(people=tuple(people.values()), findings=tuple(findings))


def _decoded(data: bytes) -> tuple[str, list[ListFinding]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    if b"\x00" in data:
        message = "This is no text. Save the list as CSV in your spreadsheet, and choose that file."
        return "", [ListFinding(line=0, message=message)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        message = (
            "The file is not UTF-8, so it was read as Windows saves it. Look whether the names are right."
        )
        return data.decode("cp1252", errors="replace"), [ListFinding(line=0, message=message)]


def _rows(text: str, findings: list[ListFinding], delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.count('"') % 2:
        message = (
            "A quotation mark begins a cell and none ends it, so what follows may have been read as one cell."
        )
        findings.append(ListFinding(line=0, message=message))
    first = next((line for line in lines.split("\n") if line.strip()), "")
    shown = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter or shown)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            message = "A cell is far too long here. Look whether a quotation mark is missing."
            findings.append(ListFinding(line=line, message=message))
            return
        if line > MOST_LINES:
            message = (
                f"The file has more than {MOST_LINES:,} lines; the others were not read. Split the list."
            )
            findings.append(ListFinding(line=line, message=message))
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _person(line: int, cells: Sequence[str], *, is_first: bool) -> ListedPerson | ListFinding | None:
    """Return who stands on a line, or what is wrong with it; nothing where it holds the headings."""
    said = [restored(cell.strip()) for cell in cells if cell.strip()]
    addresses = [cell for cell in said if "@" in cell and not FORMULA.match(cell)]
    if not addresses and is_first and HEADINGS & {cell.casefold() for cell in said}:
        return None
    if any(FORMULA.match(cell) for cell in said):
        message = "A cell begins like a formula (=, +, - or @). Write what it shows instead."
        return ListFinding(line=line, message=message)
    if len(addresses) != 1:
        number = "no e-mail address" if not addresses else "more than one e-mail address"
        return ListFinding(line=line, message=f"There is {number} on this line. Write one for each person.")
    [address] = addresses
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return ListFinding(line=line, message=f"“{address[:80]}” is no e-mail address. Look at its spelling.")
    name = shown_name(" ".join(cell for cell in said if cell != address))
    if len(name) > LONGEST_NAME:
        return ListFinding(
            line=line, message=f"The name is longer than {LONGEST_NAME} characters. Shorten it."
        )
    return ListedPerson(line=line, name=name, address=address.lower())
