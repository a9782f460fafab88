"""What is read of questions in GIFT, for tests."""

from quizapp.core.banks import Severity
from quizapp.core.exchange import AcceptedNumber, ForeignItem, Numbers
from quizapp.core.items import Choices, Matching, Ordering, ShortAnswer
from quizapp.formats.exchange.gift.reader import read_gift
from quizapp.formats.exchange.reading import ReadBank


def read(text: str) -> ReadBank:
    return read_gift(text.encode())


def read_one(text: str) -> ForeignItem:
    (item,) = read(text).items
    return item


def told(text: str) -> list[tuple[str, Severity]]:
    return [(located.finding.rule, located.finding.severity) for located in read(text).findings]


def options(text: str) -> dict[str, bool]:
    body = read_one(text).body
    assert isinstance(body, Choices)
    return {option.text: option.is_key for option in body.options}


def reasons(text: str) -> dict[str, str]:
    body = read_one(text).body
    assert isinstance(body, Choices)
    return {option.text: option.rationale for option in body.options}


def pairs(text: str) -> tuple[dict[str, str], set[str]]:
    body = read_one(text).body
    assert isinstance(body, Matching)
    texts = {option.id: option.text for option in body.options}
    matched = {subject.text: texts[subject.key] for subject in body.subjects}
    return matched, set(texts.values()) - set(matched.values())


def typed(text: str) -> ShortAnswer:
    body = read_one(text).body
    assert isinstance(body, ShortAnswer)
    return body


def numbers(text: str) -> tuple[AcceptedNumber, ...]:
    body = read_one(text).body
    assert isinstance(body, Numbers)
    return body.answers


def steps(text: str) -> list[str]:
    body = read_one(text).body
    assert isinstance(body, Ordering)
    texts = {option.id: option.text for option in body.options}
    return [texts[id_] for id_ in body.key]
