"""Made-up names are plain and kind, and there are enough of them."""

import re
from random import Random

from quizapp.core import pseudonyms
from quizapp.core.flaws.tone import BODY, FOR_PATIENTS, SYMPTOM_VERBS
from quizapp.live.service import TRIES

LARGEST_CLASS = 3000
# Signs of an illness, a service's own sign, and birds that stand for a bad end or are said of people to hurt.
UNFIT = re.compile(
    r"\b(albatross|ashen|black|blue|booby|canary|cock|coot|crow|cuckoo|dodo|goose|grey|gull|loon|magpie|pale|pink|"
    r"quail|raven|red|rosy|scarlet|shrike|swallow|swift|thrush|tit|turkey|vulture|white|wryneck|yellow|zebra)\b"
)


def test_a_name_is_two_plain_words_and_short_enough_to_be_stored() -> None:
    for word in (*pseudonyms.FIRST, *pseudonyms.SECOND):
        assert re.fullmatch("[a-z]{3,14}", word)
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", pseudonyms.draw(Random(7)))


def test_no_word_of_a_name_can_hurt_or_point_to_an_illness() -> None:
    body = re.compile(rf"\b({BODY}|{SYMPTOM_VERBS})\b")
    words = " ".join((*pseudonyms.FIRST, *pseudonyms.SECOND))
    for pattern in (FOR_PATIENTS, UNFIT, body):
        assert not pattern.search(words)


def test_three_thousand_people_get_names_that_nobody_else_has() -> None:
    assert len(set(pseudonyms.FIRST)) == len(pseudonyms.FIRST)
    assert len(set(pseudonyms.SECOND)) == len(pseudonyms.SECOND)
    rng, taken = Random(3), set[str]()
    for _ in range(LARGEST_CLASS):
        name = next(name for _ in range(TRIES) if (name := pseudonyms.draw(rng)) not in taken)
        taken.add(name)
    assert len(taken) == LARGEST_CLASS
    share_taken = LARGEST_CLASS / (len(pseudonyms.FIRST) * len(pseudonyms.SECOND))
    assert LARGEST_CLASS * share_taken**TRIES < 1e-5
