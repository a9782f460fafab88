"""The formats of banks, as people call them."""

from collections.abc import Mapping

from quizapp.formats.exchange.files import Format

FORMAT_NAMES: Mapping[Format, str] = {
    Format.GIFT: "GIFT (Moodle)",
    Format.MOODLE_XML: "Moodle XML",
    Format.AIKEN: "Aiken (Moodle)",
    Format.CANVAS_QTI: "Canvas (QTI 1.2)",
    Format.QTI: "QTI 2.1, 2.2 or 3.0",
    Format.QTI_2_1: "QTI 2.1",
    Format.QTI_3_0: "QTI 3.0",
    Format.XLSX: "Spreadsheet (XLSX: Excel, LibreOffice and others)",
    Format.CSV: "Table as text (CSV)",
    Format.JSON: "JSON",
    Format.TOML: "Bank file of ours (TOML)",
    Format.APKG: "Deck for Anki",
}
