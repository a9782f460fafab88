"""A learner's response as a line that can be read without the page it was given on."""

from quizapp.core import cloze
from quizapp.core.items import (
    Blank,
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    Response,
    ShortAnswer,
)


def in_words(item: Item, response: Response) -> str:
    """Return what was answered, in the words of the item's options; nothing when it was skipped."""
    match item.body:
        case ShortAnswer() | Numeric():
            return response.text
        case Choices(options=options):
            return "; ".join(option.label for option in options if option.id in response.chosen)
        case Ordering(options=options):
            texts = {option.id: option.text for option in options}
            return " → ".join(texts[option] for option in response.order if option in texts)
        case Matching(subjects=subjects, options=options) | Matrix(rows=subjects, options=options):
            texts = {option.id: option.text for option in options}
            given = {subject.text: texts.get(response.matches.get(subject.id, "")) for subject in subjects}
            return "; ".join(f"{subject}: {option}" for subject, option in given.items() if option)
        case Cloze() as body:
            return "" if response.is_empty else cloze.filled(body, lambda blank: in_blank(blank, response))


def in_blank(blank: Blank, response: Response) -> str:
    """Return what was chosen for a blank; dots where nothing was."""
    given = response.matches.get(blank.id)
    return next((option.text for option in blank.options if option.id == given), cloze.OPEN)
