"""Whether a response belongs to its item, and whether it is whole; for what comes from no form of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    ShortAnswer,
)
from quizapp.core.typed_numbers import number_of

LONGEST_TEXT = 200


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """What in a response does not belong to the item; ``part`` names the field of the response."""

    part: str
    words: str


def misfits(item: Item, response: Response) -> tuple[Misfit, ...]:
    """Return what in a response does not belong to its item; nothing for an empty one."""
    match item.body:
        case Choices() as body:
            used, words = "chosen", _chosen(item, body, response)
        case Matching() | Matrix() | Cloze() as body:
            used, words = "matches", _matched(body, response)
        case Ordering() as body:
            used, words = "order", _ordered(body, response)
        case ShortAnswer() | Numeric() as body:
            used, words = "text", _typed(body, response.text)
    given = {
        "chosen": response.chosen,
        "order": response.order,
        "matches": response.matches,
        "text": response.text,
    }
    others = [
        Misfit(part=part, words=f"This question is answered in “{used}”.")
        for part, value in given.items()
        if value and part != used
    ]
    return (*others, *([Misfit(part=used, words=words)] if words else []))


def is_whole(item: Item, response: Response) -> bool:
    """Tell whether nothing is left open in a response that fits its item."""
    if isinstance(item.body, Matching | Matrix | Cloze):
        return len(response.matches) == len(item.body.keys)
    return not response.is_empty


def offered(body: Matching | Matrix | Cloze) -> Mapping[str, Sequence[Option]]:
    """Return the options that each subject, row or blank can be given."""
    if isinstance(body, Cloze):
        return {blank.id: blank.options for blank in body.blanks}
    return dict.fromkeys(body.keys, body.options)


def _typed(body: ShortAnswer | Numeric, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return f"An answer has at most {LONGEST_TEXT} characters."
    return number_of(text, body).problem if isinstance(body, Numeric) else ""


def _chosen(item: Item, body: Choices, response: Response) -> str:
    if not response.chosen <= {option.id for option in body.options}:
        return "Name options of this question by their ids."
    if item.type is not ItemType.SELECT_ALL and len(response.chosen) > 1:
        return "Choose one option."
    return ""


def _matched(body: Matching | Matrix | Cloze, response: Response) -> str:
    ids = {part: {option.id for option in options} for part, options in offered(body).items()}
    if all(option in ids.get(part, ()) for part, option in response.matches.items()):
        return ""
    return {
        "matching": "Give subjects of this question, each with the id of one of its options.",
        "matrix": "Give rows of this question, each with the id of one of its options.",
        "dropdown-cloze": "Give blanks of this question, each with the id of one of its own options.",
    }[body.kind]


def _ordered(body: Ordering, response: Response) -> str:
    if not response.order or sorted(response.order) == sorted(option.id for option in body.options):
        return ""
    return "Name every option of this question once."
