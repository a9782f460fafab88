"""What is read of an Anki collection, whoever made it."""

import subprocess
import sys
from collections.abc import Callable
from json import loads
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.taken_cards import CardName
from quizapp.formats import anki_collection
from quizapp.formats.anki_collection import AnkiReview, Skip, UnreadableError, read_history
from tests.formats.hostile_anki import HOSTILE, OURS, SOUND
from tests.formats.taken import legacy, make_collection, newest, zipped

READER = ["-m", "tests.formats.anki_reading"]
ROOT = Path(__file__).parents[2]
FIRST = 1_700_000_000_000
CARD = CardName(item="an-item", face="main")


@pytest.mark.parametrize("packed", [legacy, newest], ids=["legacy", "newest"])
def test_reviews_of_our_cards_are_read_in_their_order(packed: Callable[[bytes], bytes]) -> None:
    rows = [{"id": FIRST + 9, "ease": 1, "time": 2500}, {"id": FIRST, "ease": 3}]
    history = read_history(packed(make_collection({OURS: rows, "k:9xB]": [{"id": FIRST + 1}]})))
    assert history.reviews == (
        AnkiReview(card=CARD, id=FIRST, rating=3, duration_ms=4000),
        AnkiReview(card=CARD, id=FIRST + 9, rating=1, duration_ms=2500),
    )
    assert history.skipped == {Skip.OTHER_CARDS: 1}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"type": 4, "ease": 0}, Skip.BY_HAND),
        ({"type": 5, "ease": 0}, Skip.BY_HAND),
        ({"type": 3, "factor": 0}, Skip.PRACTICE),
        ({"type": 1, "ease": 0}, Skip.BY_HAND),
        ({"ease": 5}, Skip.ODD),
        ({"ease": -1}, Skip.ODD),
        ({"type": 9}, Skip.ODD),
        ({"time": "soon"}, Skip.ODD),
        ({"ease": b"\x03"}, Skip.ODD),
        ({"cid": 99}, Skip.OTHER_CARDS),
    ],
)
def test_what_is_no_answer_to_our_card_is_left_out_with_the_reason(row: dict[str, object], why: Skip) -> None:
    history = read_history(legacy(make_collection({OURS: [{"id": FIRST, **row}]})))
    assert history.reviews == ()
    assert history.skipped == {why: 1}


def test_answers_in_a_filtered_deck_that_change_the_plan_count() -> None:
    history = read_history(legacy(make_collection({OURS: [{"id": FIRST, "type": 3, "factor": 2500}]})))
    assert len(history.reviews) == 1


def test_cards_that_somebody_added_to_our_note_are_theirs() -> None:
    more = ["INSERT INTO cards VALUES (77, 1, 1)", "INSERT INTO revlog VALUES (1, 77, 3, 1, 1, 1)"]
    history = read_history(legacy(make_collection({OURS: []}, statements=more)))
    assert history.skipped == {Skip.OTHER_CARDS: 1}


def test_script_in_a_field_is_never_looked_at() -> None:
    script = ["UPDATE notes SET flds = '<script>alert(1)</script>'"]
    one = make_collection({OURS: [{"id": FIRST}]}, statements=script)
    assert len(read_history(legacy(one)).reviews) == 1


def test_the_older_file_beside_the_newest_is_not_mistaken_for_it() -> None:
    packed = newest(SOUND)
    assert len(read_history(packed).reviews) == 1


def test_more_reviews_than_can_be_taken_at_once_are_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(anki_collection, "MOST_REVIEWS", 3)
    with pytest.raises(UnreadableError, match="more than 3 reviews of our cards"):
        read_history(legacy(make_collection({OURS: [{"id": FIRST + n} for n in range(4)]})))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what comes of each hostile file, in a process of its own, so that its memory can be told."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    files = [folder / name for name in HOSTILE]
    command = [sys.executable, *READER, *map(str, files)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return dict(zip(HOSTILE, map(loads, run.stdout.splitlines()), strict=True))


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory a process had")
@pytest.mark.parametrize("name", list(HOSTILE))
def test_whatever_is_sent_ends_in_a_sentence_soon_and_in_little_memory(
    name: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    found = outcomes[name]
    assert found["said"].endswith(".")
    assert found["seconds"] < 5
    assert found["megabytes"] < 300


def is_read_or_refused(data: bytes) -> bool:
    try:
        return len(read_history(data).reviews) <= 1
    except UnreadableError as error:
        return str(error).endswith(".")


@given(st.binary(max_size=200), st.integers(0, len(legacy(SOUND)) - 1))
def test_a_file_changed_anywhere_is_read_or_refused(noise: bytes, place: int) -> None:
    data = legacy(SOUND)
    assert is_read_or_refused(data[:place] + noise + data[place + len(noise) :])


@given(st.binary(max_size=300), st.integers(0, len(SOUND) - 1))
def test_a_database_changed_anywhere_is_read_or_refused(noise: bytes, place: int) -> None:
    changed = SOUND[:place] + noise + SOUND[place + len(noise) :]
    assert is_read_or_refused(zipped({"collection.anki2": changed}))
