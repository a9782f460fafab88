"""A second reader of GIFT for tests, from the grammar in Moodle's documentation; it shares nothing with ours.

It takes well-formed files only, character by character, and knows nothing of findings.
"""

from dataclasses import dataclass, field
from html import unescape

SPECIAL = "~=#{}:\\"


@dataclass(kw_only=True)
class Seen:
    """A question: answers are (mark, text, feedback) for ``=`` and ``~``, pairs are (left, right)."""

    kind: str = ""
    id: str = ""
    tags: list[str] = field(default_factory=list)
    category: str = ""
    name: str = ""
    stem: str = ""
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    verdict: str = ""
    told_wrong: str = ""
    told_right: str = ""
    feedback: str = ""


Symbol = tuple[str, bool]
"""A character, and whether it is one of the format's marks."""


def see(text: str) -> list[Seen]:
    """Return the questions of a file."""
    found, category = [], ""
    for block in text.split("\n\n"):
        lines = block.strip().split("\n")
        if lines[0].startswith("$CATEGORY:"):
            path = lines[0].removeprefix("$CATEGORY:").replace("//", "\0").split("/")
            category = path[-1].replace("\0", "/").strip()
        elif block.strip():
            seen = Seen(category=category)
            comments = [line for line in lines if line.startswith("//")]
            see_brackets(" ".join(comments), seen)
            see_question(symbols("\n".join(line for line in lines if line not in comments)), seen)
            found.append(seen)
    return found


def see_brackets(comment: str, seen: Seen) -> None:
    """Take id and tags out of a comment; a bracket that ends none has a backslash before it."""
    rest = comment.replace("\\]", "\0")
    while (start := min((at for at in (rest.find("[id:"), rest.find("[tag:")) if at >= 0), default=-1)) >= 0:
        end = rest.index("]", start)
        name, _, value = rest[start + 1 : end].partition(":")
        value = value.replace("\0", "]").strip()
        if name == "id":
            seen.id = value
        else:
            seen.tags.append(value)
        rest = rest[end + 1 :]


def symbols(text: str) -> list[Symbol]:
    """Return the characters of a text, each told apart from an escaped one."""
    told, place = [], 0
    while place < len(text):
        char, following = text[place], text[place + 1 : place + 2]
        if char == "\\" and following and following in SPECIAL + "n":
            told.append(("\n" if following == "n" else following, False))
            place += 2
        else:
            told.append((char, char in SPECIAL))
            place += 1
    return told


def see_question(told: list[Symbol], seen: Seen) -> None:
    """Take a question apart."""
    assert told[:2] == [(":", True)] * 2
    name_end = next(at for at in range(2, len(told)) if told[at : at + 2] == [(":", True)] * 2)
    seen.name = plain(told[2:name_end])
    told = told[name_end + 2 :]
    opening, closing = told.index(("{", True)), told.index(("}", True))
    assert not plain(told[closing + 1 :])
    seen.stem = text_of(told[:opening])
    answers = told[opening + 1 : closing]
    for at in range(len(answers)):
        if answers[at : at + 4] == [("#", True)] * 4:
            seen.feedback = text_of(answers[at + 4 :])
            answers = answers[:at]
            break
    marks = {char for char, is_mark in answers if is_mark}
    if plain(answers).startswith("#"):
        seen.kind = "number"
        seen.verdict = plain(answers)[1:]
    elif "~" in marks:
        seen.kind = "choice"
        see_answers(answers, seen)
    elif "=" in marks and "->" in plain(answers):
        seen.kind = "match"
        for pair in cut(answers, "=")[1:]:
            arrow = next(at for at in range(len(pair)) if plain(pair[at : at + 2]) == "->")
            seen.pairs.append((text_of(pair[:arrow]), unescape(plain(pair[arrow + 2 :]))))
    elif "=" in marks:
        seen.kind = "typed"
        see_answers(answers, seen)
    else:
        seen.kind = "statement"
        verdict, *reasons = map(text_of, cut(answers, "#"))
        seen.verdict, seen.told_wrong, seen.told_right = verdict, *[*reasons, "", ""][:2]


def see_answers(told: list[Symbol], seen: Seen) -> None:
    """Take answers apart: a mark, perhaps a weight, a text, perhaps a feedback."""
    for at, (char, is_mark) in enumerate(told):
        if is_mark and char in "=~":
            rest = told[at + 1 :]
            end = next((n for n, (other, marks) in enumerate(rest) if marks and other in "=~"), len(rest))
            text, *feedback = cut(rest[:end], "#")
            said, weight = plain(text), ""
            if said.startswith("%") and said.count("%") > 1:
                weight = said[1:].partition("%")[0]
                text = text[len(weight) + 2 :]
            seen.answers.append((char + weight, text_of(text), text_of(feedback[0]) if feedback else ""))


def cut(told: list[Symbol], mark: str) -> list[list[Symbol]]:
    """Return the parts between marks."""
    parts: list[list[Symbol]] = [[]]
    for symbol in told:
        if symbol == (mark, True):
            parts.append([])
        else:
            parts[-1].append(symbol)
    return parts


def plain(told: list[Symbol]) -> str:
    """Return the characters without the blanks around them."""
    return "".join(char for char, _ in told).strip()


def text_of(told: list[Symbol]) -> str:
    """Return a text without the markup before it; HTML is read as what it shows."""
    text = plain(told)
    if text.startswith("[html]"):
        return unescape(text.removeprefix("[html]").replace("<br>", "\n")).strip()
    return text.removeprefix("[plain]").strip()
