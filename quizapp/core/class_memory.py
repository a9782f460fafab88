"""What a class likely knows, from the answers of its people in its own quizzes and from nothing else.

FSRS-6 with its default parameters is replayed for each person and fact, as if every fact had been a card that
only these quizzes asked for. What is told are means over people, never one of them.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import NamedTuple

from quizapp.core.assembly import Cell
from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating
from quizapp.core.fsrs6 import fsrs6
from quizapp.core.intervals import Interval, share_interval
from quizapp.core.items import Level, Topic
from quizapp.core.live_tally import FEWEST
from quizapp.core.weak_topics import weak_cells

UNKNOWN_WEAKNESS = 0.5
"""How weak a topic is taken to be of which nothing is known: Laplace's rule for no answer at all."""


class Answer(NamedTuple):
    """An answer to an item on a topic on a study day; ``facts`` are what it asks for, at least one."""

    topic: Topic
    facts: tuple[str, ...]
    right: bool
    day: int


class Given(NamedTuple):
    """Somebody gave an answer."""

    who: Hashable
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Known:
    """What ``people`` know who were asked: means over them, 0 to 1.

    ``recall`` is the chance that they would be right, with the interval for the mean of so many people;
    ``last_right`` is how much of it they had right when they were last asked.
    """

    people: int
    recall: float
    interval: Interval
    last_right: float


@dataclass(frozen=True, kw_only=True)
class ClassMemory:
    """What is likely known on each topic and of each fact that five or more people were asked for."""

    topics: Mapping[Topic, Known]
    facts: Mapping[str, Known]

    @property
    def most_missed(self) -> Sequence[str]:
        """Return the facts that somebody missed when last asked, those that most people missed first."""
        missed = [fact for fact, known in self.facts.items() if known.last_right < 1]
        return sorted(missed, key=lambda fact: (self.facts[fact].last_right, self.facts[fact].recall, fact))


class _Trace(NamedTuple):
    """What somebody's answers about a fact left: the chance to recall it, and how right the last was."""

    recall: float
    right: float


def class_memory(answers: Iterable[Given], *, day: int) -> ClassMemory:
    """Return what a class is likely to know on a study day after its answers.

    As with cards, right is Good and anything else Again, and of several answers about a fact on one day the
    first counts. A topic is the mean of its facts that are told: from means over people, the difference to
    which is that of one of them, their answers could be made out.
    """
    asked: defaultdict[tuple[Topic, str], defaultdict[Hashable, dict[int, bool]]]
    asked = defaultdict(lambda: defaultdict(dict))
    for who, (topic, some, right, on) in answers:
        for fact in some:
            asked[topic, fact][who].setdefault(on, right)
    topics: defaultdict[Topic, dict[str, set[Hashable]]] = defaultdict(dict)
    facts: defaultdict[str, defaultdict[Hashable, list[_Trace]]] = defaultdict(lambda: defaultdict(list))
    # Many people answer alike on the same days, and what that leaves is the same.
    traces: dict[tuple[tuple[int, bool], ...], _Trace] = {}
    for (topic, fact), people in asked.items():
        topics[topic][fact] = set(people)
        for who, by_day in people.items():
            days = tuple(sorted(by_day.items()))
            if days not in traces:
                traces[days] = _trace(days, day=day)
            facts[fact][who].append(traces[days])
    known = {fact: _known(of.values()) for fact, of in facts.items() if len(of) >= FEWEST}
    told = {topic: [fact for fact in topics[topic] if fact in known] for topic in Topic}
    return ClassMemory(
        topics={
            topic: _together(
                [known[fact] for fact in some],
                people=len(set().union(*(topics[topic][fact] for fact in some))),
            )
            for topic, some in told.items()
            if some
        },
        facts=known,
    )


def next_cells(
    memory: ClassMemory, topics: Sequence[Topic], *, level: Level | None, length: int
) -> tuple[Cell, ...]:
    """Return cells that share ``length`` items among topics, most on those that are likely forgotten."""
    weaknesses = {
        topic: 1 - memory.topics[topic].recall if topic in memory.topics else UNKNOWN_WEAKNESS
        for topic in topics
    }
    return tuple(replace(cell, level=level) for cell in weak_cells(weaknesses, length))


def _trace(answers: Sequence[tuple[int, bool]], *, day: int) -> _Trace:
    model = fsrs6(DEFAULT_SCHEDULER.parameters)
    last, right = answers[0]
    stability, difficulty = model.first(_rating(right=right))
    for on, right in answers[1:]:
        stability, difficulty = model.after(stability, difficulty, _rating(right=right), days=on - last)
        last = on
    return _Trace(model.chance(stability, days=max(0, day - last)), answers[-1][1])


def _rating(*, right: bool) -> Rating:
    return Rating.GOOD if right else Rating.AGAIN


def _together(facts: Sequence[Known], *, people: int) -> Known:
    recall = fmean(fact.recall for fact in facts)
    return Known(
        people=people,
        recall=recall,
        interval=share_interval(recall, people),
        last_right=fmean(fact.last_right for fact in facts),
    )


def _known(people: Iterable[Sequence[_Trace]]) -> Known:
    each = [_mean(traces) for traces in people]
    recall = fmean([one.recall for one in each])
    return Known(
        people=len(each),
        recall=recall,
        interval=share_interval(recall, len(each)),
        last_right=fmean([one.right for one in each]),
    )


def _mean(traces: Sequence[_Trace]) -> _Trace:
    if len(traces) == 1:
        return traces[0]
    return _Trace(fmean([one.recall for one in traces]), fmean([one.right for one in traces]))
