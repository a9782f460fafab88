"""``quizapp bank read``: what a file holds, without storing any of it."""

from pathlib import Path

from tests.banks.folders import make_bank, make_item
from tests.cli import schemas
from tests.support.served import run

ONE_OF_EACH_TYPE = Path(__file__).parents[2] / "questions" / "banks" / "sites.toml"


def test_a_file_of_ours_is_read_with_every_key(tmp_path: Path) -> None:
    result = run("bank", "read", str(ONE_OF_EACH_TYPE), "--json", instance=tmp_path)
    assert result.returncode == 0
    read = schemas.read("bank-read", result.stdout)
    assert read["findings"] == []
    assert all(item["type"] and item["key"] for item in read["items"])


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plants.toml"
    path.write_text(make_bank("plants", make_item("tree"), make_item("tree")), encoding="utf-8")
    result = run("bank", "read", str(path), instance=tmp_path)
    assert result.returncode == 1
    assert "The id “tree” stands twice" in result.stdout
    assert result.stdout.endswith("1 question read; 1 error.\n")


def test_a_missing_file_a_folder_and_an_unknown_format_get_a_sentence(tmp_path: Path) -> None:
    odd = tmp_path / "odd.xyz"
    odd.write_bytes(b"what is this?")
    for path in (tmp_path / "nowhere.toml", tmp_path, odd):
        result = run("bank", "read", str(path), "--json", instance=tmp_path)
        assert result.returncode == 1
        assert len(schemas.read("bank-read", result.stdout)["findings"]) == 1
