"""Questions of a class over all of its quizzes: how each did, before and after, here and in other classes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes.reports import queries as report_queries
from quizapp.classes.reports.queries import HandedIn
from quizapp.core.grading import grade
from quizapp.core.guessing import chance_of
from quizapp.core.item_advice import Advice, advice
from quizapp.core.item_analysis import ItemFigures
from quizapp.core.item_comparison import BESIDE_OTHERS, SINCE_CHANGED, Change, Comparison, compare, words_of
from quizapp.core.item_report import is_for_everybody
from quizapp.core.item_standing import Met, Shown, Sitting, Standing, Sums, standing, sums_of
from quizapp.core.items import Item
from quizapp.core.live_tally import FEWEST


@dataclass(frozen=True, kw_only=True)
class QuestionOfClass:
    """How a question did in a class, in the newest version that five or more met there."""

    item: Item
    standing: Standing
    advice: Advice


@dataclass(frozen=True, kw_only=True)
class QuestionsOfClass:
    """The questions of a class that five or more met; ``others`` counts those that fewer did."""

    shown: tuple[QuestionOfClass, ...]
    others: int


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the standings that are held against each other, and what it is called."""

    name: str
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Standings beside each other; of two that are held against each other, what sets them apart."""

    sides: tuple[Side, ...]
    comparison: Comparison | None
    words: str


@dataclass(frozen=True, kw_only=True)
class QuestionHistory:
    """A question: its versions, oldest first, in all classes of somebody; its newest in each of these."""

    item: Item
    stems: Mapping[str, str]
    versions: Compared
    classes: Compared


def of_class(cohort_id: UUID, *, cohort_ids: Collection[UUID]) -> QuestionsOfClass:
    """Return how the questions of a class did over all of its quizzes; two reads.

    ``cohort_ids`` are all the classes of whoever asks. Who met a question in another of them first counts
    there, as in `of_question`: else the two side by side would tell what one person answered.
    """
    items, every = _sums(report_queries.handed_in(cohort_ids))
    sums = {shown: found for shown, found in every.items() if shown.group == cohort_id}
    newest: dict[int, QuestionOfClass] = {}
    for shown in sorted(sums, key=lambda one: one.version):
        if sums[shown].n >= FEWEST:
            found, item = standing(sums[shown]), items[shown.item, shown.version]
            newest[shown.item] = QuestionOfClass(item=item, standing=found, advice=_advice(item, found))
    return QuestionsOfClass(
        shown=tuple(newest.values()), others=len({one.item for one in sums}) - len(newest)
    )


def of_question(item_id: int, *, cohort_id: UUID, titles: Mapping[UUID, str]) -> QuestionHistory | None:
    """Return how a question did in classes, those with ``titles``, of which one is looked at; two reads.

    None where fewer than five met any version of it in that class.
    """
    items, sums = _sums(report_queries.handed_in(titles, item_id=item_id))
    own = {shown: found for shown, found in sums.items() if shown.item == item_id and found.n >= FEWEST}
    here = [shown.version for shown in own if shown.group == cohort_id]
    if not here:
        return None
    versions: defaultdict[int, list[Sums]] = defaultdict(list)
    for shown, found in own.items():
        versions[shown.version].append(found)
    return QuestionHistory(
        item=items[item_id, max(here)],
        stems={_version_name(number): items[item_id, number].stem for number in sorted(versions)},
        versions=_since_changed({number: sum(parts, Sums()) for number, parts in sorted(versions.items())}),
        classes=_beside_others(
            {shown.group: found for shown, found in own.items() if shown.version == max(here)},
            cohort_id=cohort_id,
            titles=titles,
        ),
    )


def _since_changed(versions: Mapping[int, Sums]) -> Compared:
    sides = [Side(name=_version_name(number), standing=standing(found)) for number, found in versions.items()]
    return _compared(sides, [one.standing for one in sides[-2:]], SINCE_CHANGED)


def _beside_others(found: Mapping[object, Sums], *, cohort_id: UUID, titles: Mapping[UUID, str]) -> Compared:
    others = [id_ for id_ in titles if id_ in found and id_ != cohort_id]
    sides = [Side(name=titles[id_], standing=standing(found[id_])) for id_ in (cohort_id, *others)]
    together = [standing(sum((found[id_] for id_ in others), Sums()))] if others else []
    return _compared(sides, [*together, sides[0].standing], BESIDE_OTHERS)


def _compared(sides: Sequence[Side], two: Sequence[Standing], words: dict[Change, str]) -> Compared:
    comparison = compare(*two) if len(two) == 2 else None
    return Compared(
        sides=tuple(sides),
        comparison=comparison,
        words=words_of(comparison, words) if comparison else "",
    )


def _sums(taken: Iterable[HandedIn]) -> tuple[dict[tuple[int, int], Item], dict[Shown, Sums]]:
    # As in the report of each quiz: what both say of one question must not differ by one person.
    taken = report_queries.first_attempts(taken)
    places = report_queries.places_of(taken)
    contents = bank_queries.contents({(one.item_id, one.version) for one in places})
    items = {key: content.item for key, content in contents.items()}
    marks = {one: grade(items[one.item_id, one.version], one.first) for one in places}
    met = {
        cohort_id: {one: Met(Shown(one.item_id, one.version, cohort_id), mark) for one, mark in marks.items()}
        for cohort_id in {one.cohort_id for one in taken}
    }
    return items, sums_of(
        Sitting(
            quiz=one.assignment_id,
            who=one.key.learner_id,
            met=[met[one.cohort_id][place] for place in one.places],
        )
        for one in taken
    )


def _advice(item: Item, found: Standing) -> Advice:
    tells = found.discrimination
    figures = ItemFigures(
        item=item.id,
        n=found.n,
        facility=found.facility,
        sd=None,
        discrimination_index=None if tells is None else 100 * tells,
        discriminative_efficiency=None,
        effective_weight=None,
        point_biserial=None,
    )
    return advice(figures, is_for_everybody=is_for_everybody(item), chance=chance_of(item))


def _version_name(number: int) -> str:
    return f"Version {number}"
