"""``quizapp items analyse``: a table of marks in, figures out."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import cli
from tests.cli import schemas

MARKS = [[1, 1, 0], [1, 1, 1], [1, 0, 1], [0, 0, 1], [0, 0, 1]]


def analyse(path: Path, *options: str) -> Result:
    """Run the command; what it prints on both outputs is kept apart."""
    return CliRunner().invoke(cli, ["items", "analyse", str(path), *options])


def write(path: Path, marks: list[list[int]]) -> Path:
    """Write a table of marks and return where."""
    rows = [f"{n},q{item},1,{mark or ''}\n" for n, row in enumerate(marks) for item, mark in enumerate(row)]
    path.write_text("attempt,item,max_mark,mark\n" + "".join(rows), encoding="utf-8")
    return path


def test_every_figure_is_printed_and_what_cannot_be_said_is_null(tmp_path: Path) -> None:
    result = analyse(write(tmp_path / "marks.csv", MARKS), "--json")
    assert result.exit_code == 0
    found = schemas.read("items-analyse", result.stdout)
    assert [(one["item"], one["n"], one["facility"]) for one in found["items"]] == [
        ("q0", 5, 0.6),
        ("q1", 5, 0.4),
        ("q2", 5, 0.8),
    ]
    assert found["items"][2]["effective_weight"] is None
    assert found["quiz"]["mean"] == pytest.approx(1.8)
    assert found["quiz"]["error_ratio"] == pytest.approx(100 * (1 - found["quiz"]["cic"] / 100) ** 0.5)
    alone = schemas.read("items-analyse", analyse(write(tmp_path / "one.csv", [[1]]), "--json").stdout)
    assert alone["quiz"] == dict.fromkeys(alone["quiz"]) | {"mean": 1, "median": 1}


def test_the_table_has_a_line_and_advice_for_each_item(tmp_path: Path) -> None:
    result = analyse(write(tmp_path / "marks.csv", MARKS * 10))
    assert result.exit_code == 0
    assert result.stdout.startswith("50 attempts, 3 items.\n")
    lines = result.stdout.splitlines()
    [place] = [place for place, line in enumerate(lines) if line.startswith("q2 ")]
    assert lines[place].split()[:3] == ["q2", "50", "0.80"]
    assert "Look at the key now" in lines[place + 1]


def test_an_item_without_a_line_in_some_attempts_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "marks.csv", MARKS)
    assert analyse(path).stderr == ""
    path.write_text(path.read_text(encoding="utf-8").replace("2,q1,1,\n", ""), encoding="utf-8")
    result = analyse(path)
    assert result.exit_code == 0
    assert result.stderr.startswith("Attempts without a line: q1 (1 of 5).")
    (finding,) = schemas.read("items-analyse", analyse(path, "--json").stdout)["findings"]
    assert (finding["code"], finding["item"], finding["attempts"]) == ("missing-lines", "q1", 1)


def test_of_many_such_items_five_are_named_and_the_others_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "marks.csv", [[1] * 8, [1]])
    assert "q5 (1 of 2) and 2 others." in analyse(path).stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "No such file or directory."),
        (b"", "line 1: The file is empty."),
        (b"attempt,item,max_mark,mark\n1,a,1,2\n", "line 2: The mark “2” is above the max_mark"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_exit_1(
    tmp_path: Path, data: bytes | None, words: str
) -> None:
    path = tmp_path / "marks.csv"
    if data is not None:
        path.write_bytes(data)
    result = analyse(path, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_and_a_file_that_is_too_large_get_a_sentence(tmp_path: Path) -> None:
    assert "Is a directory." in analyse(tmp_path).stderr
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(3 * 1024**3)
    assert "The file has over 512 MB." in analyse(tmp_path / "large.csv").stderr
