"""Whether a response belongs to its item, and whether it is whole; for what comes from no form of ours."""

from dataclasses import dataclass

from quizapp.core.items import Choices, Item, ItemType, Matching, Ordering, Response, ShortAnswer

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
        case Matching() as body:
            used, words = "matches", _matched(body, response)
        case Ordering() as body:
            used, words = "order", _ordered(body, response)
        case ShortAnswer():
            too_long = len(response.text) > LONGEST_TEXT
            used, words = "text", f"An answer has at most {LONGEST_TEXT} characters." if too_long else ""
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
    if isinstance(item.body, Matching):
        return len(response.matches) == len(item.body.subjects)
    return not response.is_empty


def _chosen(item: Item, body: Choices, response: Response) -> str:
    if not response.chosen <= {option.id for option in body.options}:
        return "Name options of this question by their ids."
    if item.type is not ItemType.SELECT_ALL and len(response.chosen) > 1:
        return "Choose one option."
    return ""


def _matched(body: Matching, response: Response) -> str:
    subjects = {subject.id for subject in body.subjects}
    options = {option.id for option in body.options}
    fits = response.matches.keys() <= subjects and set(response.matches.values()) <= options
    return "" if fits else "Give subjects of this question, each with the id of one of its options."


def _ordered(body: Ordering, response: Response) -> str:
    if not response.order or sorted(response.order) == sorted(option.id for option in body.options):
        return ""
    return "Name every option of this question once."
