"""Spreadsheets and JSON made to harm: findings, soon, and in little memory."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.exchange.json_reader import read_json
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.sheets.csv_reader import read_csv
from quizapp.formats.exchange.sheets.xlsx_package import MOST_ELEMENTS, looked_through
from quizapp.formats.exchange.sheets.xlsx_reader import read_xlsx
from quizapp.formats.exchange.texts import LARGEST_TEXT
from tests.support.speed import within

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
NAMED_OFTEN = "".join(f'<sheet name="S{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(40))


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f"<row>{''.join(map(cell, ['question', 'option 1', 'option 2', 'key']))}</row>"
ROW = f"<row>{''.join(map(cell, ['Why?', 'x', 'y', 'A']))}</row>"


def workbook(rows: str = "", *, before: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook of one sheet; ``before`` stands before its element, ``parts`` replace others."""
    sheet = (
        f'{before}<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    )
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(parts or {})}.items():
            archive.writestr(name, text)
    return target.getvalue()


BOMB = "<!DOCTYPE w [" + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + "]>"
WORKBOOKS = {
    "nothing": b"",
    "no zip": b"question,key",
    "older": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "half": workbook(HEAD + ROW)[:600],
    "entity bomb": workbook(HEAD, before=BOMB),
    "entity from outside": workbook(HEAD, before='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "bomb by ratio": workbook(HEAD + " " * 60_000_000),
    "deep": workbook("<row>" * 500_000),
    "elements without end": workbook("<a/>" * (MOST_ELEMENTS + 1)),
    "a long tag": workbook(HEAD + f'<row a="{"x" * 5_000_000}"/>'),
    "a style for each of all cells": workbook(
        HEAD,
        parts={"xl/styles.xml": f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 100_000}</cellXfs></styleSheet>"},
    ),
    "a sheet named often": workbook(
        HEAD,
        parts={"xl/workbook.xml": PARTS["xl/workbook.xml"].replace("</sheets>", f"{NAMED_OFTEN}</sheets>")},
    ),
    "a part that leads out": workbook(HEAD, parts={"../../etc/x.xml": "<a/>"}),
    "no sheet": workbook(parts={"xl/workbook.xml": "<a/>"}),
    "far down": workbook(HEAD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
}
LARGEST = {
    "as many cells as are read": workbook(HEAD + ROW * ((MOST_ELEMENTS - 20) // 13)),
    "as many formulas": workbook(HEAD + f"<row>{'<c><f>1+1</f></c>' * 20}</row>" * (MOST_ELEMENTS // 42)),
    "rows that end far to the right": workbook(
        HEAD + "".join(f'<row r="{n}"><c r="ZZZ{n}"><v>1</v></c></row>' for n in range(2, 20_000))
    ),
}
TEXTS = {
    "one line": b"question,key," + b"x" * (LARGEST_TEXT - 20),
    "commas": b"question,key\n" + b"," * (LARGEST_TEXT - 20),
    "quotation marks": b"question,key\n" + b'"' * (LARGEST_TEXT - 21),
    "a quotation mark in each line": b"question,key\n" + b'x,"\n' * (LARGEST_TEXT // 4 - 20),
    "lines": b"question,key\n" + b"\n" * (LARGEST_TEXT - 20),
    "questions": b"question,option 1,option 2,key\n" + b"Why?,x,y,A\n" * 400_000,
    "keys": b"question,option 1,option 2,key\n" + b'Why?,x,y,"' + b"A;" * 4_000 + b'"\n' + b"a,b\n" * 9,
    "quotes in a key": b"question,option 1,option 2,key\n" + (b"Why?,x,y," + b'""";' * 2_000 + b"\n") * 50,
    "headings": b"question,key," + b"option 1," * 500_000,
    "nul": b"question,key\n\x00,x",
    "too large": b"x" * (LARGEST_TEXT + 1),
    "formulas": b"question,option 1,option 2,key\n=cmd|'/C calc'!A1,=1,@x,A\n",
    "script": b"question,option 1,option 2,key\n<script>alert(1)</script>,x,y,A\n",
}
JSON = {
    "deep": b"[" * 1_000_000,
    "deep tables": b'{"items":' * 200_000,
    "a long number": b'[{"stem": "x", "key": ' + b"9" * 100_000 + b"}]",
    "numbers out of range": b'[{"type": "numeric", "stem": "x", "key": [{"low": 1e999, "high": NaN}]}]',
    "half a character": rb'[{"type": "short-answer", "stem": "\ud800", "key": ["\udfff"]}]',
    "other things": b'[1, null, "x", [], {}, {"stem": []}, {"stem": {}, "key": {}}, {"type": 5}]',
    "other shapes": b'[{"type": "matrix", "stem": "x", "columns": [[]], "rows": 5, "key": {"a": []}}]',
    "many": b"[" + b"{}," * 2_000_000 + b"{}]",
    "many options": b'[{"stem": "x", "options": [' + b'"a",' * 900_000 + b'"b"], "key": "a"}]',
    "not JSON": b'{"items": [}',
}


@pytest.mark.parametrize("name", [*WORKBOOKS, *LARGEST])
def test_a_hostile_workbook_is_told_within_five_seconds(name: str) -> None:
    data = (WORKBOOKS | LARGEST)[name]
    with within(5):
        read = read_xlsx(data)
    assert read.findings or name in LARGEST
    assert "passwd" not in repr(read)


@pytest.mark.parametrize("name", ["entity bomb", "entity from outside"])
def test_a_document_type_is_refused_before_openpyxl_sees_it(name: str) -> None:
    # It would declare entities; openpyxl alone is safe from them only where defusedxml is installed.
    looked = looked_through(WORKBOOKS[name])
    assert isinstance(looked, ReadBank)
    assert "declares a document type" in looked.findings[0].finding.message


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_within_five_seconds(name: str) -> None:
    with within(5):
        read = read_csv(TEXTS[name])
    assert read.findings or [item.stem for item in read.items] == ["<script>alert(1)</script>"]


@pytest.mark.parametrize("name", JSON)
def test_hostile_json_is_told_within_five_seconds(name: str) -> None:
    with within(5):
        read = read_json(JSON[name])
    assert read.findings or name == "half a character"
    repr(read).encode()


def test_the_largest_files_are_read_in_less_than_300_mb(tmp_path: Path) -> None:
    for number, data in enumerate(LARGEST.values()):
        (tmp_path / f"{number}.xlsx").write_bytes(data)
    for name in ("commas", "questions", "one line"):
        (tmp_path / f"{name}.csv").write_bytes(TEXTS[name])
    code = (
        "import sys; from pathlib import Path;"
        "from quizapp.formats.exchange.files import read_file;"
        "any(not read_file(path.read_bytes(), name=path.name) for path in Path(sys.argv[1]).iterdir());"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 300 * 1024


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"question,key\n", b"PK\x03\x04", b'[{"stem": "']))
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    for reader in (read_csv, read_xlsx, read_json):
        reader(start + data)


@settings(deadline=None)
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
    st.data(),
)
def test_no_values_of_json_raise(value: object, data: st.DataObject) -> None:
    names = [
        "type",
        "stem",
        "options",
        "key",
        "subjects",
        "rows",
        "columns",
        "blanks",
        "text",
        "weights",
        "tags",
    ]
    types = st.sampled_from(
        ["single-choice", "true-false", "matching", "ordering", "dropdown-cloze", "matrix"]
    )
    table = data.draw(
        st.dictionaries(st.sampled_from(names), st.just(value) | types | st.just([{"text": "x"}]))
    )
    read_json(json.dumps([{"stem": "x", "type": data.draw(types), **table}]).encode())


def test_texts_that_a_workbook_keeps_in_a_table_are_read() -> None:
    texts = ["question", "option 1", "option 2", "key", "Why?_x000D_\nAnd how?", "x", "y", "B"]
    cells = [f'<c t="s"><v>{number}</v></c>' for number in range(len(texts))]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts = {
        "[Content_Types].xml": PARTS["[Content_Types].xml"].replace("</Types>", override),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{''.join(f'<si><t>{text}</t></si>' for text in texts)}</sst>",
    }
    rows = f"<row>{''.join(cells[:4])}</row><row>{''.join(cells[4:])}</row>"
    read = read_xlsx(workbook(rows, parts=parts))
    assert read.findings == ()
    assert [item.stem for item in read.items] == ["Why?\nAnd how?"]
