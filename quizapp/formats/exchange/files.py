"""Which format a file has, and its reader."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from quizapp.formats.exchange.aiken_reader import read_aiken
from quizapp.formats.exchange.gift.reader import read_gift
from quizapp.formats.exchange.json_reader import read_json
from quizapp.formats.exchange.looking_in import QTI_1_FILE, holds_qti_1, outermost, tells_answers_on_lines
from quizapp.formats.exchange.moodle.reader import read_moodle
from quizapp.formats.exchange.qti.reader import read_qti
from quizapp.formats.exchange.qti12.canvas_reader import read_canvas_qti
from quizapp.formats.exchange.reading import ReadBank, refused
from quizapp.formats.exchange.sheets.csv_reader import read_csv
from quizapp.formats.exchange.toml_reader import read_toml_bank


class Format(StrEnum):
    """The formats of banks, by the names that commands and pages use."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    GIFT = "gift"
    AIKEN = "aiken"
    QTI = "qti"
    QTI_2_1 = "qti-2.1"
    QTI_3_0 = "qti-3.0"
    CANVAS_QTI = "canvas-qti"
    MOODLE_XML = "moodle-xml"
    APKG = "apkg"


def _read_xlsx(data: bytes) -> ReadBank:
    # What opens workbooks takes a third of a second to load, and most who come by here open none.
    from quizapp.formats.exchange.sheets.xlsx_reader import read_xlsx

    return read_xlsx(data)


READERS: Mapping[Format, Callable[[bytes], ReadBank]] = {
    Format.TOML: read_toml_bank,
    Format.JSON: read_json,
    Format.CSV: read_csv,
    Format.XLSX: _read_xlsx,
    Format.GIFT: read_gift,
    Format.AIKEN: read_aiken,
    Format.QTI: read_qti,
    Format.CANVAS_QTI: read_canvas_qti,
    Format.MOODLE_XML: read_moodle,
}

SUFFIXES = {
    ".toml": Format.TOML,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".gift": Format.GIFT,
    ".gift.txt": Format.GIFT,
    ".aiken": Format.AIKEN,
    ".aiken.txt": Format.AIKEN,
    ".txt": Format.GIFT,
    ".zip": Format.QTI,
    ".imscc": Format.CANVAS_QTI,
}

XML = {
    "assessmentItem": Format.QTI,
    "qti-assessment-item": Format.QTI,
    "assessmentTest": Format.QTI,
    "qti-assessment-test": Format.QTI,
    "manifest": Format.QTI,
    QTI_1_FILE: Format.CANVAS_QTI,
    "quiz": Format.MOODLE_XML,
    "question": Format.MOODLE_XML,
}
"""By the name of the outermost element."""


def read_file(data: bytes, *, name: str, format_: Format | None = None) -> ReadBank:
    """Return what a file holds; never raises. Without ``format_``, its name and content tell the format."""
    told = format_ or format_of(name, data)
    if told is None:
        return refused(
            "format",
            "It cannot be told which format this file has.",
            fix=f"Name it: {', '.join(READERS)}.",
        )
    return READERS[told](data)


def format_of(name: str, data: bytes) -> Format | None:
    """Return the format of a file of that name; of XML, texts and packages, what they hold tells it."""
    if name.lower().endswith(".xml"):
        return XML.get(outermost(data))
    if name.lower().endswith(".zip") and holds_qti_1(data):
        return Format.CANVAS_QTI
    if name.lower().endswith(".txt") and tells_answers_on_lines(data):
        return Format.AIKEN
    return next((found for suffix, found in SUFFIXES.items() if name.lower().endswith(suffix)), None)
