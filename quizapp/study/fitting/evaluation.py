"""How well models foretell what learners answer: tried on what came after the answers they were fitted to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.core.foretelling import Figures, Foretold, by_constant, by_model, figures, share_recalled
from quizapp.core.fsrs6 import Parameters
from quizapp.core.optimising import FOLDS, LEAST_OUTCOMES, Histories, first_days
from quizapp.database import db, only_reading
from quizapp.study.fitting import fit
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting.optimiser import NoFitError, optimise

END = 10**9
"""A study day after all others."""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """How three models foretold the same outcomes of a learner; ``fitted`` is None without the optimiser.

    ``problem`` says why it is None.
    """

    learner_id: int
    reviews: int
    default: Figures
    fitted: Figures | None
    constant: Figures
    problem: str


def evaluate(learner_ids: Sequence[int] | None = None) -> Iterator[Evaluation]:
    """Yield how models foretell, learner by learner, where there is enough to say; nothing is changed.

    As srs-benchmark does it: the outcomes in order of time are cut into six parts, and each part but the
    first is foretold by models that saw only what came before it. Answers on the day of the answer before are
    left out.

    :raises NoFitError: somebody was named who is no learner.
    """
    with only_reading():
        everybody = fit_queries.learners_with_answers() if learner_ids is None else learner_ids
    for learner_id in everybody:
        with only_reading():
            start = fit.read(learner_id)
        db.session.expunge_all()
        if evaluation := _evaluate(learner_id, start.histories):
            yield evaluation


def _evaluate(learner_id: int, told: Histories) -> Evaluation | None:
    days = told.outcome_days
    cuts = first_days(days, [part / (FOLDS + 1) for part in range(1, FOLDS + 1)])
    if len(days) < LEAST_OUTCOMES or not cuts:
        return None
    constants = [share_recalled(told.cards, before=cut) for cut in cuts]
    sets, problem = _optimised(told, cuts)
    return Evaluation(
        learner_id=learner_id,
        reviews=told.reviews,
        default=figures(_by_models(told, cuts, [DEFAULT_PARAMETERS] * len(cuts))),
        fitted=figures(_by_models(told, cuts, sets)) if sets else None,
        constant=figures(
            [
                one
                for (since, before), chance in zip(_parts(cuts), constants, strict=True)
                for one in by_constant(told.cards, chance, since=since, before=before)
            ]
        ),
        problem=problem,
    )


def _optimised(told: Histories, cuts: Sequence[int]) -> tuple[Sequence[Parameters], str]:
    try:
        return optimise(told.cards, cuts), ""
    except NoFitError as error:
        return (), str(error)


def _by_models(told: Histories, cuts: Sequence[int], sets: Sequence[Parameters]) -> list[Foretold]:
    return [
        one
        for (since, before), parameters in zip(_parts(cuts), sets, strict=True)
        for one in by_model(told.cards, parameters, since=since, before=before)
    ]


def _parts(cuts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(cuts, [*cuts[1:], END], strict=True))
