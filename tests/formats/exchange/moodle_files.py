"""Small files of Moodle XML for tests, and what is read of them."""

from collections.abc import Mapping
from html import escape

from quizapp.core.exchange import ForeignItem
from quizapp.core.items import Choices
from quizapp.formats.exchange.moodle.reader import read_moodle
from quizapp.formats.exchange.reading import ReadBank

HEADERS = "<name><text>A name</text></name>"


def make_file(*questions: str) -> bytes:
    """Return a file of some questions."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}\n</quiz>'.encode()


def make_question(kind: str, *inside: str, text: str = "Why?", markup: str = "html") -> str:
    """Return a question of a type with the elements given, on a line of its own."""
    asked = f'<questiontext format="{markup}"><text>{escape(text)}</text></questiontext>'
    return f'<question type="{kind}">{HEADERS}{asked}{"".join(inside)}</question>\n'


def make_answer(text: str, fraction: str = "0", feedback: str = "", *inside: str) -> str:
    """Return an answer."""
    told = f"<feedback><text>{escape(feedback)}</text></feedback>"
    return f'<answer fraction="{fraction}"><text>{escape(text)}</text>{told}{"".join(inside)}</answer>'


def make_row(left: str, right: str) -> str:
    """Return a row of a matching question."""
    answer = f"<answer><text>{escape(right)}</text></answer>"
    return f"<subquestion><text>{escape(left)}</text>{answer}</subquestion>"


def read(*questions: str) -> ReadBank:
    """Return what is read of a file of some questions."""
    return read_moodle(make_file(*questions))


def one(*questions: str) -> ForeignItem:
    """Return the one question of a file."""
    (item,) = read(*questions).items
    return item


def rules(bank: ReadBank) -> list[str]:
    """Return what is found, by its rules."""
    return [located.finding.rule for located in bank.findings]


def shown(item: ForeignItem) -> Mapping[str, bool]:
    """Return the options of a choice, and whether each is right."""
    assert isinstance(item.body, Choices)
    return {option.text: option.is_key for option in item.body.options}
