"""The answer of an item, part by part: what was answered, what is right, and why."""

from dataclasses import dataclass

from quizapp.core.grading import grade
from quizapp.core.items import (
    Blank,
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.numbers import key_in_words

RIGHT_PAIR = "Not quite. The right pair:"
RIGHT_WORD = "Not quite. The right word:"


@dataclass(frozen=True, kw_only=True)
class AnswerPart:
    """One option, row, blank or step of a shown answer. ``verdict`` is ``right``, ``again`` or ``other``.

    ``words`` says the verdict in words; ``given`` is what the learner put there, where that is not ``text``.
    ``others`` are the options left, each with its reason. ``is_key`` tells whether it belongs to the right
    answer.
    """

    verdict: str
    words: str
    text: str
    rationale: str
    given: str = ""
    others: tuple[str, ...] = ()
    is_key: bool = True


def answer_parts(shown: Item, response: Response) -> list[AnswerPart]:
    """Return the answer of an item whose options stand in the order shown."""
    match shown.body:
        case Choices(options=options):
            return [_option_part(option, response) for option in options]
        case Matching() as body:
            return _matching_parts(body, response)
        case ShortAnswer() | Numeric() as body:
            return [_part_for_text(shown, body, response)]
        case Ordering() as body:
            return _ordering_parts(body, response)
        case Matrix() as body:
            return _matrix_parts(body, response)
        case Cloze(blanks=blanks):
            return [_blank_part(blank, response, place=n) for n, blank in enumerate(blanks, start=1)]


def _option_part(option: Option, response: Response) -> AnswerPart:
    chosen = option.id in response.chosen
    verdict = "right" if option.is_key else "again" if chosen else "other"
    words = {
        (True, True): "Right answer · your answer",
        (True, False): "Right answer",
        (False, True): "Not quite · your answer",
        (False, False): "Not this one",
    }[option.is_key, chosen]
    return AnswerPart(
        verdict=verdict,
        words=words,
        text=option.label,
        rationale=option.rationale,
        is_key=option.is_key,
    )


def _with_reason(option: Option) -> str:
    return f"{option.text}. {option.rationale}" if option.rationale else option.text


def _matching_parts(body: Matching, response: Response) -> list[AnswerPart]:
    options = {option.id: option for option in body.options}
    parts = []
    for subject in body.subjects:
        key, given = options[subject.key], options.get(response.matches.get(subject.id, ""))
        right = given == key
        verdict, words = _verdict(key, given, not_quite=RIGHT_PAIR)
        parts.append(
            AnswerPart(
                verdict=verdict,
                words=words,
                text=f"{subject.text}: {key.text}",
                rationale=key.rationale,
                given="" if right or given is None else _with_reason(given),
            )
        )
    keys = {subject.key for subject in body.subjects}
    parts += [
        AnswerPart(
            verdict="other",
            words="Fits none of these",
            text=option.text,
            rationale=option.rationale,
            is_key=False,
        )
        for option in body.options
        if option.id not in keys
    ]
    return parts


def _matrix_parts(body: Matrix, response: Response) -> list[AnswerPart]:
    columns = {column.id: column for column in body.options}
    parts = []
    for row in body.rows:
        key, given = columns[row.key], columns.get(response.matches.get(row.id, ""))
        verdict, words = _verdict(key, given, not_quite=RIGHT_PAIR)
        parts.append(
            AnswerPart(
                verdict=verdict,
                words=words,
                text=f"{row.text}: {key.text}",
                rationale=row.rationale,
                given=given.text if given and given != key else "",
            )
        )
    return parts


def _blank_part(blank: Blank, response: Response, *, place: int) -> AnswerPart:
    key, chosen = blank.key, response.matches.get(blank.id)
    given = next((option for option in blank.options if option.id == chosen), None)
    verdict, words = _verdict(key, given, not_quite=RIGHT_WORD)
    return AnswerPart(
        verdict=verdict,
        words=f"Blank {place} · {words}",
        text=key.text,
        rationale=key.rationale,
        given=_with_reason(given) if given and given != key else "",
        others=tuple(_with_reason(o) for o in blank.options if o not in (key, given)),
    )


def _verdict(key: Option, given: Option | None, *, not_quite: str) -> tuple[str, str]:
    """Return the verdict on one row or blank, and the words that say it."""
    if given is None:
        return "other", "Right answer"
    return ("right", "Right answer · your answer") if given == key else ("again", not_quite)


def _part_for_text(item: Item, body: ShortAnswer | Numeric, response: Response) -> AnswerPart:
    right = grade(item, response).is_right
    return AnswerPart(
        verdict="right",
        words="Right answer · your answer" if right else "Right answer",
        text=body.answers[0] if isinstance(body, ShortAnswer) else key_in_words(body),
        rationale=body.rationale,
    )


def _ordering_parts(body: Ordering, response: Response) -> list[AnswerPart]:
    options = {option.id: option for option in body.options}
    given = {option: place for place, option in enumerate(response.order, start=1)}
    parts = []
    for place, option in enumerate(body.key, start=1):
        elsewhere = given.get(option, place) != place
        parts.append(
            AnswerPart(
                verdict="again" if elsewhere else "right",
                words=f"Place {place} · you put it in place {given[option]}"
                if elsewhere
                else f"Place {place}",
                text=options[option].text,
                rationale=options[option].rationale,
            )
        )
    return parts
