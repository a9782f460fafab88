"""What a program sent and the quiz does not take, pointed at."""

from quizapp.banks import queries as bank_queries
from quizapp.core.behaviour import StepKind
from quizapp.core.fitting import is_whole, misfits
from quizapp.core.items import Response
from quizapp.quiz.api.shapes import NewAttempt, NewResponse
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.behaviour_words import FOR_STUDENTS_ONLY
from quizapp.web.problems import in_body, invalid


def refuse_misfits(wish: NewAttempt) -> None:
    """Refuse a quiz of banks that do not exist, with fewer questions than topics, or not for its audience.

    :raises ProblemError: it is one.
    """
    known = {bank.slug for bank in bank_queries.bank_summaries()} if wish.banks else set()
    problems = [
        in_body("banks", place, words="There is no bank of this id.")
        for place, bank in enumerate(wish.banks)
        if bank not in known
    ]
    if wish.count < len(set(wish.topics)):
        problems.append(in_body("count", words="Ask for one question for each topic at least."))
    if not wish.behaviour.suits(wish.audience):
        problems.append(in_body("behaviour", words=FOR_STUDENTS_ONLY))
    if problems:
        raise invalid(*problems)


def find_place(attempt: Attempt, step: NewResponse) -> Place:
    """Return the place that a step is about.

    :raises ProblemError: the attempt has fewer questions.
    """
    place = attempt.place(step.position)
    if place is None:
        raise invalid(in_body("position", words=f"This attempt has {len(attempt.places)} questions."))
    return place


def refuse_answer(place: Place, step: NewResponse, response: Response) -> None:
    """Refuse an answer that does not belong to its question, or that leaves open what is to be checked.

    :raises ProblemError: it is one.
    """
    item = place.content.item
    problems = [in_body("answer", misfit.part, words=misfit.words) for misfit in misfits(item, response)]
    if not problems and step.kind is not StepKind.SKIP and response.is_empty:
        problems = [in_body("answer", words="Give an answer, or skip the question.")]
    if not problems and step.kind in {StepKind.TRY, StepKind.CHECK} and not is_whole(item, response):
        problems = [in_body("answer", words="Give a whole answer, or skip the question.")]
    if problems:
        raise invalid(*problems)
