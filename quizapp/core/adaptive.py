"""Practice that follows the learner: which item comes next, and when it ends."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import product
from random import Random

from quizapp.core.assembly import Candidate, Cell
from quizapp.core.items import Topic
from quizapp.core.practice_level import ItemDifficulty, PracticeLevel

SURE_ENOUGH = 0.35
"""The standard error below which further answers would tell little."""

FEW = 5
"""The next item is drawn among so many that tell most (the randomesque rule of Kingsbury and Zara, 1989)."""

SHOWN_AT_MOST = 0.25
"""The share of practices that an item may come up in, as long as there are items enough."""

ITEMS_FOR_EACH = 6
"""Items that a practice is given to choose among, for each that it may ask; more of them come up where there
are fewer."""


GIVEN_AT_MOST = 2
"""How many items are given at most for each that may be asked. What is skipped is given and not asked."""


class Stop(StrEnum):
    """Why a practice ends by itself.

    The level is known well, all is asked, too much was skipped, or nothing is left to ask.
    """

    SURE = "sure"
    ENOUGH = "enough"
    SKIPPED = "skipped"
    NOTHING_LEFT = "nothing-left"


@dataclass(frozen=True, kw_only=True)
class PracticeItem(Candidate):
    """An item that may come next, how hard it is, and whether the learner met it in any quiz."""

    difficulty: ItemDifficulty
    is_met: bool


def reason_to_stop(level: PracticeLevel, *, answered: int, given: int, most: int) -> Stop | None:
    """Return why nothing more is asked, None while there is reason to go on.

    ``given`` are the items that were given so far, with those that were skipped; the latter are not among the
    ``answered``, which may be ``most``.
    """
    if answered >= most:
        return Stop.ENOUGH
    if level.spread < SURE_ENOUGH:
        return Stop.SURE
    return Stop.SKIPPED if given >= most_given(most) else None


def most_given(most: int) -> int:
    """Return how many items are given at most in a practice that asks ``most``."""
    return GIVEN_AT_MOST * most


def draw_order(
    pool: Collection[PracticeItem],
    *,
    cells: Sequence[Cell],
    given: Mapping[int, Topic],
    level: PracticeLevel,
    seed: int,
) -> Iterator[PracticeItem]:
    """Yield the items of ``pool`` in the order in which they are tried as the next one.

    ``given`` are the items that were given so far, by id with their topics; none of them comes again.
    First those of the topic that lags most behind its share (C. Kingsbury & A. Zara, Applied Measurement in
    Education 2, 1989), of these first those that the learner never met, of these those that tell most at
    the learner's level, a few that tell about as much in an order by chance.
    Items that do not come up in this practice come last, for where all others are used up. The same
    arguments give the same order; ``pool`` may come in any.
    """
    rng = Random(f"{seed}:{len(given)}")  # noqa: S311
    share = share_that_comes_up(len(pool), most=sum(cell.count for cell in cells))
    left = sorted((item for item in pool if item.id not in given), key=lambda item: item.slug)
    turn = _topics_in_turn(left, cells, given.values(), rng)
    # One after the other, as the first items are mostly all that is asked for.
    for up, topic, known in product((True, False), turn, (False, True)):
        group = [item for item in left if item.topic is topic and item.is_met is known]
        some = [item for item in group if comes_up(item.slug, seed=seed, share=share) is up]
        yield from _ranked(some, level.mean, rng)


def share_that_comes_up(items: int, *, most: int) -> float:
    """Return the share of so many items that comes up in a practice of at most ``most``, 0 to 1."""
    return min(1.0, max(SHOWN_AT_MOST, ITEMS_FOR_EACH * most / items)) if items else 1.0


def comes_up(slug: str, *, seed: int, share: float) -> bool:
    """Tell whether an item comes up in the practice with this seed: by chance, ``share`` of all do.

    So on average no item is among those of more than that share of practices, without anybody counting:
    whatever the learner answers, and however many programs choose at once.
    """
    drawn = blake2b(f"{seed}:{slug}".encode(), digest_size=4).digest()
    return int.from_bytes(drawn) < share * 2**32


def _topics_in_turn(
    pool: Iterable[PracticeItem], cells: Sequence[Cell], given: Collection[Topic], rng: Random
) -> list[Topic]:
    """Return the topics, first the one that lags most behind its share; of equals, any.

    A cell for any topic is shared evenly among those there are items on.
    """
    there = sorted({item.topic for item in pool})
    wanted = dict.fromkeys(there, 0.0)
    for cell in cells:
        topics = [topic for topic in there if cell.topic in (None, topic)]
        wanted |= {topic: wanted[topic] + cell.count / len(topics) for topic in topics}
    whole, had = sum(wanted.values()) or 1.0, Counter(given)
    rng.shuffle(there)
    return sorted(there, key=lambda topic: had[topic] - (len(given) + 1) * wanted[topic] / whole)


def _ranked(items: list[PracticeItem], mean: float, rng: Random) -> Iterator[PracticeItem]:
    """Yield items, first what tells most at a level, each few that tell about as much in any order."""
    rng.shuffle(items)
    items.sort(key=lambda item: -item.difficulty.information(mean))
    for start in range(0, len(items), FEW):
        few = items[start : start + FEW]
        yield from rng.sample(few, len(few))
