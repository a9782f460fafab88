"""What helps after a try that was not right, made from what an item holds anyway and telling no key."""

from quizapp.core.grading import grade
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.numbers import range_of
from quizapp.core.typed_numbers import number_of
from quizapp.core.words import whole_words


def hints(item: Item, response: Response) -> tuple[str, ...]:
    """Return what may be said of an answer that is not wholly right, in sentences.

    Choices: why what was chosen is not right, where that names no key; of several, how many are right.
    Matching, matrix and cloze: which parts are right. Ordering: how many steps have their right place. Typed
    answers: the first letter; of numbers, whether the right one is larger or smaller.
    """
    match item.body:
        case Choices() as body:
            return (*_counted(item, body, response), *_reasons(body, response))
        case Matching(subjects=parts) | Matrix(rows=parts):
            return _parts(item, response, {part.id: f"“{part.text}”" for part in parts})
        case Cloze(blanks=blanks):
            names = {blank.id: f"blank {place}" for place, blank in enumerate(blanks, start=1)}
            return _parts(item, response, names)
        case Ordering(key=key):
            placed = sum(one == other for one, other in zip(response.order, key, strict=False))
            return (f"{placed} of {len(key)} steps stand in their right place.",)
        case ShortAnswer(answers=answers):
            return (f"The answer begins with “{answers[0][0]}”.",)
        case Numeric() as body:
            return _larger_or_smaller(body, response)


def _larger_or_smaller(body: Numeric, response: Response) -> tuple[str, ...]:
    number, (low, high) = number_of(response.text, body).number, range_of(body)
    if number is None or low <= number <= high:
        return ()
    return ("The right number is larger." if number < low else "The right number is smaller.",)


def _counted(item: Item, body: Choices, response: Response) -> tuple[str, ...]:
    if item.type is not ItemType.SELECT_ALL:
        return ()
    hits = len(response.chosen & body.key_ids)
    return (f"{hits} of the {len(response.chosen)} that you chose belong to the answer.",)


def _reasons(body: Choices, response: Response) -> tuple[str, ...]:
    keys = [whole_words(option.text) for option in body.options if option.is_key]
    return tuple(
        option.rationale
        for option in body.options
        if option.id in response.chosen
        and not option.is_key
        and option.rationale
        and not any(key.search(option.rationale) for key in keys)
    )


def _parts(item: Item, response: Response, names: dict[str, str]) -> tuple[str, ...]:
    right = [name for part, name in names.items() if part in grade(item, response).parts_right]
    if not right:
        return ("None of them is right yet.",)
    return (f"Right so far: {', '.join(right)}.",)
