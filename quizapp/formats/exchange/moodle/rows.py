"""Questions of Moodle with several rows: matching, ordering, and the matrix of a plugin."""

from collections.abc import Sequence
from string import ascii_lowercase

from quizapp.core.exchange import TYPE, told_by
from quizapp.core.items import ItemType, Matrix, Option, Row
from quizapp.formats.exchange.bodies import matching, ordering
from quizapp.formats.exchange.moodle.question import (
    Question,
    Read,
    UnreadableError,
    at_least_two,
    at_most,
    number,
)
from quizapp.formats.exchange.moodle.texts import HTML, source_text
from quizapp.formats.exchange.xml_tree import Element

MOST_ROWS = 100


def match(question: Question) -> Read:
    """Return a question whose rows each have one option that fits, as a matrix where it was one."""
    rows = [_pair(question, one) for one in question.element.all("subquestion")]
    _not_too_many(rows)
    texts = list(dict.fromkeys(right for _, right in rows if right))
    at_most(texts)
    at_least_two(texts, "answers to choose from")
    pairs = [(left, right) for left, right in rows if left]
    if not pairs:
        raise UnreadableError("no-key", "No row of it asks for anything.", fix="Add some in Moodle.")
    if ItemType.MATRIX in told_by(question.tags, TYPE):
        return Read(kind=ItemType.MATRIX, body=_matrix(texts, [(*pair, "") for pair in pairs]))
    extra = [right for left, right in rows if right and not left]
    return Read(kind=ItemType.MATCHING, body=matching(pairs, extra))


def _pair(question: Question, row: Element) -> tuple[str, str]:
    answer = row.find("answer")
    left = question.say(row)
    right = question.say_as(HTML, source_text(answer))
    if (left and not right) or (source_text(row) and not left):
        raise UnreadableError(
            "empty-option",
            "One side of a pair has no text, perhaps because it is a picture.",
            fix="Say in words what belongs together.",
            at=row,
        )
    return left, right


def order(question: Question) -> Read:
    """Return steps to be put in order: as in Moodle, they stand in the file in their right order."""
    steps = question.answers()
    at_least_two(steps, "steps")
    if [step.weight for step in steps] != sorted(step.weight for step in steps):
        question.warn(
            "order",
            "The steps are read in the order in which they stand, as in Moodle; their numbers tell another.",
            fix="See that they are in their right order.",
        )
    asked = number(question.value("selectcount")) or 0
    if question.value("selecttype", "ALL").upper() not in {"ALL", "0", "EXACT"} and 1 < asked < len(steps):
        question.unused.append("that only some of its steps are asked")
    return Read(kind=ItemType.ORDERING, body=ordering(steps))


def matrix(question: Question) -> Read:
    """Return the rows and columns of the plugin “matrix”, where each row has one column that fits."""
    if question.value("multiple", "1").casefold() not in {"0", "false", ""}:
        return Read(kind=question.kind, body=None)
    columns = [_heading(question, one) for one in question.element.all("col")]
    rows = question.element.all("row")
    at_most(columns)
    at_least_two(columns, "columns")
    _not_too_many(rows)
    weights = [
        [number(one.words()) or 0 for one in row.children] for row in question.element.all("weights-of-row")
    ]
    keys = [_key(columns, row) for row in weights]
    if not rows or len(keys) != len(rows) or len(set(columns)) < len(columns):
        raise UnreadableError(
            "no-key",
            "Its rows and columns do not belong together as the file tells them.",
            fix="Export it once more.",
        )
    told = [
        (_heading(question, row), key, question.say(row.find("feedback")))
        for row, key in zip(rows, keys, strict=True)
    ]
    return Read(kind=ItemType.MATRIX, body=_matrix(columns, told))


def _heading(question: Question, element: Element) -> str:
    text = question.say_as(HTML, source_text(element.find("shorttext")))
    if question.say(element.find("description")):
        question.unused.append("descriptions of rows and columns")
    if not text:
        raise UnreadableError(
            "empty-option", "A row or column has no name.", fix="Add its name in Moodle.", at=element
        )
    return text


def _key(columns: Sequence[str], weights: Sequence[float]) -> str:
    right = [place for place, weight in enumerate(weights) if weight > 0]
    if len(weights) != len(columns) or len(right) != 1:
        raise UnreadableError(
            "no-key", "There is not one column for each row that fits it.", fix="Mark one in each row."
        )
    return columns[right[0]]


def _matrix(columns: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> Matrix:
    letters = dict(zip(columns, ascii_lowercase, strict=False))
    return Matrix(
        options=tuple(Option(id=letter, text=text, rationale="") for text, letter in letters.items()),
        rows=tuple(
            Row(id=f"row-{place}", text=text, key=letters[key], rationale=reason)
            for place, (text, key, reason) in enumerate(rows, start=1)
        ),
    )


def _not_too_many(rows: Sequence[object]) -> None:
    if len(rows) > MOST_ROWS:
        raise UnreadableError(
            "too-many-rows",
            f"It has more than {MOST_ROWS} rows.",
            fix="Split it into several questions.",
        )
