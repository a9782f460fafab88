"""TOML text to plain values; what cannot be read is told with line and column."""

import re
import tomllib

from quizapp.formats.located import Located, fault

LONGEST_TEXT = 1_000_000
"""Characters in a file: some fifteen hundred items. More is a mistake, or meant to keep the reader busy."""

# Reading a name takes time that grows with the square of its parts; our own have two at most.
_LONG_NAME = re.compile(r"""(?<![\w"'.-])(?:[\w"'-]+[ \t]*\.[ \t]*){12}""")
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'" r"|#[^\n]*",
    re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>[\w-]+)[ \t]*\]")
_KEY = re.compile(r"[ \t]*(?P<name>[\w-]+)[ \t]*=")


def read_toml(text: str) -> dict[str, object] | Located:
    """Return what a TOML text says, or the first place where it is not TOML."""
    if len(text) > LONGEST_TEXT:
        return fault(
            "too-long",
            f"The file has {len(text):,} characters; at most {LONGEST_TEXT:,} are read.",
            fix="Split it into several banks.",
        )
    if long_name := _LONG_NAME.search(text):
        line, column = _place(text, long_name.start())
        message = "Too many words stand here with dots between them."
        return fault("toml", message, fix="Use fewer dots.", line=line, column=column)
    try:
        return tomllib.loads(text)
    except RecursionError:
        return fault("toml", "Lists or tables are nested too deeply.", fix="Take the nesting apart.")
    except ValueError as error:  # a number of thousands of digits raises the plain class
        return _syntax_fault(text, str(error))


def _syntax_fault(text: str, message: str) -> Located:
    line, column = _place(text, len(text))
    if place := _PLACE.search(message):
        message = message[: place.start()]
        if place["line"]:
            line, column = int(place["line"]), int(place["column"])
    return fault(
        "toml",
        f"This is not TOML: {message}.",
        fix="Mend this place first; the rest is looked at afterwards.",
        line=line,
        column=column,
    )


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _without_strings(text: str) -> str:
    """Return a TOML text with strings and comments emptied, every line where it was.

    The text must be sound TOML: in a text with open strings, looking for their ends would take very long.
    """
    return _STRING_OR_COMMENT.sub(lambda found: '""' + "\n" * found.group().count("\n"), text)


def table_lines(text: str, name: str, *, key: str) -> list[int]:
    """Return, for each ``[[name]]`` table of a TOML text, the line of its ``key``, or else of its head."""
    lines: list[int] = []
    inside = False
    for number, line in enumerate(_without_strings(text).split("\n"), start=1):
        if header := _HEADER.match(line):
            inside = header["open"] == "[[" and header["name"] == name
            if inside:
                lines.append(number)
        elif line.lstrip().startswith("["):
            inside = False
        elif inside and (found := _KEY.match(line)) and found["name"] == key:
            lines[-1] = number
    return lines
