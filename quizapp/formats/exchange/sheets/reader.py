"""Banks in spreadsheets: a question a row, beneath headings as we or others write them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quizapp.core.exchange import DISAGREEMENT, ForeignItem, Numbers, slug
from quizapp.core.items import Audience, Body, Choices, ItemType, Level, Numeric, ShortAnswer, Topic
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.reading import MOST_ITEMS, Findings, ReadBank
from quizapp.formats.exchange.sheets.bodies import body_of, numbers
from quizapp.formats.exchange.sheets.counting import CHOSEN, Counting, Numbered, numbers_in
from quizapp.formats.exchange.sheets.keys import UnreadableError
from quizapp.formats.exchange.sheets.layout import Column, Layout, Part, layout
from quizapp.formats.exchange.sheets.lists import parted
from quizapp.formats.exchange.sheets.rows import Record, Sheet, SheetRow, record
from quizapp.formats.exchange.sheets.types import kind_called, kind_of

HEADINGS_WITHIN = 30
"""Rows; some put instructions above the headings."""

_LISTS: Mapping[Column, str] = {
    Column.FACTS: "fact",
    Column.BACKGROUND: "background",
    Column.SOURCES: "source",
    Column.NO_GLOSS: "no-gloss",
    Column.PICTURE: "picture",
    Column.MADE_BY: "made-by",
}
"""Columns whose values are tags by another name, in the order of ``tags_of``."""

_LEFT = {"", "no", "false", "0"}


def read_sheets(sheets: Iterable[Sheet], findings: Findings) -> ReadBank:
    """Return the questions of all tables that have headings; what was found before is told first."""
    reader = _Reader(findings)
    for sheet in sheets:
        reader.read(sheet)
    if not reader.found_headings:
        findings.error(
            "no-headings",
            "No row of headings was found, so it cannot be told which cell is the question.",
            fix="Write a first row with “question”, “option 1”, “option 2” … and “key” above the columns.",
        )
    elif not reader.items:
        findings.error(
            "no-questions",
            "There is no question beneath the headings.",
            fix="Write each question into a row of its own.",
        )
    return ReadBank(items=tuple(reader.items), findings=findings.all())


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self.items: list[ForeignItem] = []
        self.found_headings = False
        self._findings = findings
        self._is_full = False
        self._counting = Counting()

    def read(self, sheet: Sheet) -> None:
        headings: Layout | None = None
        self._counting = Counting()
        for place, row in enumerate(sheet.rows):
            if headings is not None:
                if not self._take(row, headings, sheet.name):
                    break
            elif place < HEADINGS_WITHIN and (headings := layout(row.cells)):
                self.found_headings = True
                self._say_unread(headings, row.line)
                self._counting.from_nought = headings.counts_from_nought
        self._keep_unsure()

    def _keep_unsure(self) -> None:
        """Keep the questions as they stand whose keys may count the options from nought."""
        for one in self._counting.unsure():
            if self.items[one.place].body is None:
                continue
            self.items[one.place] = replace(self.items[one.place], body=None, raw=one.raw)
            self._findings.error(
                "ambiguous-key",
                f"The key “{one.cell[:80]}” may count from 1 or from 0, as another key or a heading does.",
                fix="Write the letters or the texts of the right options into the column “key”.",
                item=one.label,
                line=one.line,
            )

    def _say_unread(self, headings: Layout, line: int) -> None:
        if headings.unread:
            named = ", ".join(f"“{name}”" for name in headings.unread[:20])
            self._findings.warn(
                "column",
                f"These columns are not read: {named}.",
                fix="Nothing is to be done, unless something of a question is in them.",
                line=line,
            )

    def _take(self, row: SheetRow, headings: Layout, sheet: str) -> bool:
        """Read a row as a question; tell whether there is room for another."""
        if not any(row.cells):
            return True
        if len(self.items) >= MOST_ITEMS:
            self._findings.error(
                "too-many-items",
                f"There are more than {MOST_ITEMS:,} questions; the others were not read.",
                fix="Split the file.",
                line=row.line,
            )
            return False
        said = record(row, headings)
        if said.columns or said.parts:
            self.items.append(self._item(row, said, headings, sheet))
        return True

    def _item(self, row: SheetRow, said: Record, headings: Layout, sheet: str) -> ForeignItem:
        id_, name = said.one(Column.ID), said.one(Column.NAME)
        label = (id_ or name)[:120] or f"item {len(self.items) + 1}"
        kind = kind_of(said)
        body: Body | Numbers | None = None
        try:
            _check_cells(row)
            body = self._body(kind, said, row.line, label)
        except UnreadableError as fault:
            self._findings.error(fault.rule, fault.message, fix=fault.fix, item=label, line=row.line)
        # One of a kind is enough to have the row looked at.
        for note in {note.rule: note for note in reversed(row.notes)}.values():
            tell = self._findings.error if note.is_fault else self._findings.warn
            tell(note.rule, note.message, fix=note.fix, item=label, line=row.line, column=note.column)
        key, options = said.one(Column.KEY), said.all(Part.OPTION).values()
        numbered = numbers_in(key, options) if kind in CHOSEN else ()
        is_kept = body is None or isinstance(body, Numbers)
        raw = _raw(row, headings) if is_kept or numbered else ""
        if numbered:
            self._counting.note(
                numbered, Numbered(place=len(self.items), label=label, line=row.line, cell=key, raw=raw)
            )
        is_text = isinstance(body, ShortAnswer | Numeric) or (_is_key_in_words(said) and body is not None)
        return ForeignItem(
            kind=kind,
            stem=said.one(Column.STEM),
            body=body,
            id=id_,
            name=name,
            category=_category(said),
            tags=_tags(said),
            feedback="" if is_text else said.one(Column.FEEDBACK),
            raw=raw if is_kept else "",
            line=row.line,
            file=sheet,
        )

    def _body(self, kind: str, said: Record, line: int, label: str) -> Body | Numbers | None:
        if not said.one(Column.STEM):
            raise UnreadableError("no-question", "The row has no question.", "Write it, or empty the row.")
        if kind not in set(ItemType):
            self._findings.warn(
                "no-such-type",
                f"There are no questions of the type “{kind}” here; it is kept as it stands in the file.",
                fix="Write it anew as one of the types that there are, if you need it.",
                item=label,
                line=line,
            )
            return None
        if kind == ItemType.NUMERIC:
            found = numbers(said)
            for rule, message, fix in found.notes:
                self._findings.warn(rule, message, fix=fix, item=label, line=line)
            return found.body
        body = body_of(ItemType(kind), said)
        if isinstance(body, Choices) and (note := naming_places(list(said.all(Part.OPTION).values()))):
            rule, message, fix = note
            self._findings.warn(rule, message, fix=fix, item=label, line=line)
        is_single = kind in {ItemType.SINGLE_CHOICE, ItemType.HOTSPOT}
        if is_single and isinstance(body, Choices) and len(body.key_ids) > 1:
            self._findings.error(
                "several-keys",
                "One option is to be chosen, and several are right.",
                fix="Keep one key, or call the question “select-all”.",
                item=label,
                line=line,
            )
        if kind == ItemType.SELECT_ALL and not kind_called(said.one(Column.TYPE)):
            self._findings.warn(
                "presumed-type",
                "Several options are right and the type is not said, so all of them are to be chosen here.",
                fix="If one of them is enough, keep one key.",
                item=label,
                line=line,
            )
        return body


def _check_cells(row: SheetRow) -> None:
    """Raise ``UnreadableError`` where a cell does not say what it should."""
    if any(note.is_fault for note in row.notes):
        raise UnreadableError(
            "cell",
            "A cell of this question does not say what somebody wrote there.",
            "Mend the cell that is named beside this, and read the file once more.",
        )


def _is_key_in_words(said: Record) -> bool:
    return bool(said.all(Part.WRONG)) and not said.all(Part.OPTION)


def _category(said: Record) -> tuple[str, ...]:
    """Return the folders; a topic that is none of ours is one, too."""
    folders = [part.strip() for part in said.one(Column.CATEGORY).split("/")]
    topics = [topic for topic in parted(said.one(Column.TOPIC)) if slug(topic) not in set(Topic)]
    return tuple(folder for folder in [*folders, *topics] if folder)


def _tags(said: Record) -> tuple[str, ...]:
    return tuple(_told(said))


def _told(said: Record) -> Iterator[str]:
    yield from (f"topic:{one}" for one in _slugs(said, Column.TOPIC) if one in set(Topic))
    yield from (f"level:{one}" for one in _slugs(said, Column.LEVEL) if one in set(Level))
    readers = _slugs(said, Column.AUDIENCE)
    for audience in sorted(Audience):
        if {audience, f"{audience}s", "both", "all"} & set(readers):
            yield f"audience:{audience}"
    for column, name in _LISTS.items():
        yield from (f"{name}:{value}" for value in parted(said.one(column)))
    if said.one(Column.DISAGREEMENT).casefold() not in _LEFT:
        yield DISAGREEMENT
    yield from parted(said.one(Column.TAGS))


def _slugs(said: Record, column: Column) -> list[str]:
    return [slug(value) for value in parted(said.one(column).replace(",", ";"))]


def _raw(row: SheetRow, headings: Layout) -> str:
    """Return the row as it stands in the file, a line for each cell with its heading."""
    names: dict[int, str] = {place: column for column, place in headings.columns.items()}
    names |= {place: f"{part} {number}" for (part, number), place in headings.parts.items()}
    cells = ((names.get(place, f"column {place + 1}"), cell) for place, cell in enumerate(row.cells) if cell)
    return "\n".join(f"{name}: {cell}" for name, cell in cells)
