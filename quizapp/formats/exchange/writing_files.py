"""The formats in which banks leave, and what writes each."""

from collections.abc import Mapping

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.gift.writer import write_gift
from quizapp.formats.exchange.json_writer import write_json
from quizapp.formats.exchange.moodle.writer import write_moodle
from quizapp.formats.exchange.qti.writer import write_qti_2_1, write_qti_3_0
from quizapp.formats.exchange.qti12.canvas_writer import write_canvas_qti
from quizapp.formats.exchange.sheets.writer import write_csv
from quizapp.formats.exchange.writing import Writer, WrittenBank


def _write_xlsx(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    # See files.py.
    from quizapp.formats.exchange.sheets.xlsx_writer import write_xlsx

    return write_xlsx(bank, knowledge)


# Decks for Anki know who looks at them when: quizapp/study/taking/bank_deck.py makes their writer.
WRITERS: Mapping[Format, Writer] = {
    Format.JSON: write_json,
    Format.CSV: write_csv,
    Format.XLSX: _write_xlsx,
    Format.GIFT: write_gift,
    Format.QTI_2_1: write_qti_2_1,
    Format.QTI_3_0: write_qti_3_0,
    Format.CANVAS_QTI: write_canvas_qti,
    Format.MOODLE_XML: write_moodle,
}

ENDINGS: Mapping[Format, str] = {
    Format.JSON: ".json",
    Format.CSV: ".csv",
    Format.XLSX: ".xlsx",
    Format.GIFT: ".gift.txt",
    Format.QTI_2_1: ".qti21.zip",
    Format.QTI_3_0: ".qti30.zip",
    Format.CANVAS_QTI: ".canvas.zip",
    Format.MOODLE_XML: ".moodle.xml",
    Format.APKG: ".apkg",
    Format.TOML: ".toml",
}
"""How the name of a file ends that holds a bank in that format."""
