"""All kinds of items from all that is known: made, held against the rules of item writing, chosen from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from quizapp.core.banks import Severity
from quizapp.core.facts import Knowledge
from quizapp.core.flaws import cues
from quizapp.core.flaws.check import check_item
from quizapp.core.flaws.cues import find_absolute
from quizapp.core.generation import choices, grids, statements, typed
from quizapp.core.generation.deck import Deck
from quizapp.core.generation.drafts import Draft, Dropped, Kind, finish, readers
from quizapp.core.generation.shop import Shop
from quizapp.core.items import Audience, Item, ItemType, Topic

MAKERS = {
    Kind.FORWARD: choices.forward,
    Kind.REVERSE: choices.reverse,
    Kind.EFFECT: choices.reverse,
    Kind.TWO_STEP: choices.two_step,
    Kind.TRUE_FALSE: statements.true_false,
    Kind.MATCHING: grids.matching,
    Kind.ODD_ONE_OUT: choices.odd_one_out,
    Kind.CLOZE: typed.cloze,
    Kind.DROPDOWN_CLOZE: grids.dropdown_cloze,
    Kind.CATEGORY_SORT: grids.category_sort,
}
SELF_ANSWERING = {cues.word_repeat.name, cues.pair_repeat.name}
"""Rules that find a word of the question in its answer: such pairs are asked by typing, not among options."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for; nothing named means any. ``count`` None means all that there are."""

    topics: frozenset[Topic] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    audience: Audience | None = None
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The items that were made, and the questions that were not, with the rule and the reason."""

    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...] = field(default=())


def generate(knowledge: Knowledge, wish: Wish, *, seed: int, review_due: date) -> Drafts:
    """Return drafts: the same knowledge, wish and seed give the same items in the same order.

    Each item follows from what it cites alone: whatever else changes, it stays as it is. Which of them are
    taken, where fewer are wished for, depends on the others, as no two ask the same.
    """
    dropped: list[Dropped] = []
    deck = Deck(count=wish.count)
    for outcome in candidates(knowledge, seed=seed, kinds=wish.kinds):
        if deck.is_full:
            break
        if not _is_wished(outcome, knowledge, wish):
            continue
        kept = outcome if isinstance(outcome, Dropped) else _kept(outcome, knowledge, review_due)
        if isinstance(kept, Item) and wish.audience in (None, *kept.audience):
            kept = deck.take(kept)
        if isinstance(kept, Dropped):
            dropped.append(kept)
    return Drafts(items=tuple(deck.items), dropped=tuple(dropped))


def _is_wished(outcome: Draft | Dropped, knowledge: Knowledge, wish: Wish) -> bool:
    """Tell whether a question is on the topic, and may be asked of the readers, that are wished for."""
    topics = {knowledge.facts[fact].topic for fact in outcome.facts[:1]}
    is_on_topic = not wish.topics or not topics or topics <= wish.topics
    is_for_them = isinstance(outcome, Dropped) or wish.audience in (None, *readers(outcome, knowledge))
    return is_on_topic and is_for_them


def candidates(
    knowledge: Knowledge, *, seed: int, kinds: frozenset[Kind] = frozenset()
) -> Iterator[Draft | Dropped]:
    """Return each question that the knowledge allows, before it is held against the rules of item writing.

    The kinds take turns, so that a few questions are of many kinds.
    """
    shop = Shop(knowledge, seed=seed)
    makers = dict.fromkeys(maker for kind, maker in MAKERS.items() if kind in (kinds or MAKERS))
    met: set[tuple[str, ...]] = set()
    for outcome in _in_turn([maker(shop) for maker in makers]):
        if kinds and outcome.kind not in kinds:
            continue
        if isinstance(outcome, Draft):
            if outcome.signature in met:
                continue
            met.add(outcome.signature)
        yield outcome


def _in_turn(makers: list[Iterator[Draft | Dropped]]) -> Iterator[Draft | Dropped]:
    while makers:
        for maker in tuple(makers):
            outcome = next(maker, None)
            if outcome is None:
                makers.remove(maker)
            else:
                yield outcome


def _kept(draft: Draft, knowledge: Knowledge, review_due: date) -> Item | Dropped:
    """Return the item for the widest audience that it suits; dropped where it suits none."""
    if draft.type is ItemType.TRUE_FALSE and find_absolute(draft.stem):
        return _refused(draft, "U9", "the statement is absolute")
    audience = readers(draft, knowledge)
    faults: list[tuple[str, str]] = []
    for wide in (audience, audience - {Audience.PATIENT}):
        if wide:
            item = finish(draft, knowledge, audience=wide, review_due=review_due)
            faults = [
                (found.rule, found.message)
                for found in check_item(item, knowledge, today=date.min)
                if found.severity is Severity.ERROR
            ]
            if not faults:
                return item
    rule, why = faults[0] if faults else ("audience", "its facts are for different readers")
    return _refused(draft, "U7" if rule in SELF_ANSWERING else "U16", f"{rule}: {why}" if faults else why)


def _refused(draft: Draft, rule: str, why: str) -> Dropped:
    return Dropped(kind=draft.kind, about=draft.stem, facts=draft.facts, rule=rule, why=why)


def reasons(dropped: Iterable[Dropped]) -> dict[tuple[str, str], int]:
    """Return how often each rule forbade a question, and why, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for one in dropped:
        why = one.why.split(":", 1)[0]
        counts[one.rule, why] = counts.get((one.rule, why), 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
