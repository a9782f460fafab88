"""What is said of the ways in which a quiz can go, and of how a mark came about."""

from fractions import Fraction

from quizapp.core.behaviour import Behaviour
from quizapp.core.tallies import Confidence
from quizapp.quiz.attempts import Place
from quizapp.web.filters import count_of

BEHAVIOUR_NAMES = {
    Behaviour.IMMEDIATE: "After each question",
    Behaviour.DEFERRED: "All at the end",
    Behaviour.INTERACTIVE: "After a few tries, with hints",
    Behaviour.ADAPTIVE: "After as many tries as you like",
    Behaviour.CERTAINTY: "After each question, and how sure you are counts",
}

BEHAVIOUR_NOTES = {
    Behaviour.INTERACTIVE: "Up to three tries. Each try before takes a third off the mark.",
    Behaviour.ADAPTIVE: "Each try before takes a third off the mark. Your best try counts.",
    Behaviour.CERTAINTY: "For students. If you are sure, right earns more and wrong costs more.",
}

FOR_STUDENTS_ONLY = (
    "How sure somebody is counts in questions for students only. Choose those, or another way."
)

SURE_NOTES = {
    str(Confidence.UNSURE.value): "Right: one mark. Wrong: nothing is taken off.",
    str(Confidence.FAIRLY_SURE.value): "Right: two marks. Wrong: two are taken off.",
    str(Confidence.SURE.value): "Right: three marks. Wrong: six are taken off.",
}

ORDINALS = {2: "second", 3: "third"}
"""Tries of which something is left after those before."""


def share_words(share: Fraction) -> str:
    """Return marks as people write them: 1, 2/3, 1 1/2, −6."""
    whole, rest = divmod(abs(share), 1)
    parts = [str(whole)] if whole or not rest else []
    parts += [f"{rest.numerator}/{rest.denominator}"] if rest else []
    return ("−" if share < 0 else "") + " ".join(parts)


def earned_words(place: Place) -> str:
    """Say how the mark of an item came about; nothing where there is nothing to say beside right or not."""
    given, came = place.state.given, place.outcome
    if not given or not (place.has_tries or place.behaviour is Behaviour.CERTAINTY):
        return ""
    if place.behaviour is Behaviour.CERTAINTY:
        return f"Marks: {share_words(came.earned)} of {came.most}. {_certainty_words(place)}"
    marks = f"Mark: {share_words(came.earned)} of {came.most}."
    if came.number == 1:
        return f"{marks} Your first try counts." if len(given) > 1 else f"{marks} You had one try."
    if came.mark.points and not came.earned:
        before = "tries" if came.number > 2 else "try"
        return f"{marks} Your answer counts, and the {before} before took all of its mark."
    before = f"each of the {came.number - 1} tries" if came.number > 2 else "the try"
    return f"{marks} Your {ORDINALS[came.number]} try counts, and {before} before took a third off."


def tries_words(place: Place) -> str:
    """Say how many tries are left; nothing where they are not counted."""
    left = place.tries_left
    if left is None:
        return "Try again as often as you like."
    return "You have one more try." if left == 1 else f"You have {count_of(left, 'more try', 'more tries')}."


def _certainty_words(place: Place) -> str:
    sure = place.state.given[-1].confidence
    if sure is None:
        return "You did not say how sure you were, which counts as unsure."
    mark, level = place.mark, Confidence(sure)
    if mark.is_partly_right:
        return "It is the right part of what a right answer would have earned."
    name = {Confidence.UNSURE: "unsure", Confidence.FAIRLY_SURE: "fairly sure", Confidence.SURE: "sure"}[
        level
    ]
    if mark.is_right:
        return f"It was right, and you were {name}."
    return f"It was not right, and you were {name}."
