"""What the models of all our TOML files share, and what is said when a file does not fit them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from quizapp.formats.located import Located, fault

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """Return the text; one with a character that cannot be seen is refused."""
    if found := _UNPRINTABLE.search(text):
        raise ValueError(f"holds a character that cannot be seen (U+{ord(found.group()):04X})")
    return text


Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(printable),
]
ShortText = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(printable),
]
Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=40)]
Day = Annotated[date, Field(strict=True)]


class Shape(BaseModel):
    """A table of a file: nothing but the keys named here, and each of its own type."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def shape_faults(error: ValidationError, *, item: str, line: int, inside: int = 0) -> Iterator[Located]:
    """Tell each thing by which a table differs from its shape; ``inside`` steps of a place are left out."""
    for detail in error.errors(include_url=False, include_input=False):
        loc = detail["loc"][inside:]
        message, fix = _say(_path(loc), detail)
        located = fault("shape", message, fix=fix, item=item, line=line)
        yield replace(located, key=".".join(map(str, loc)))


def _path(loc: tuple[int | str, ...]) -> str:
    """Return a place in a table as people say it: “option 2, rationale”."""
    parts: list[str] = []
    for part in loc:
        if isinstance(part, int) and parts:
            parts[-1] += f" {part + 1}"
        else:
            parts.append(str(part))
    return f"“{', '.join(parts)}”" if parts else "This"


_SAYINGS = {
    "missing": ("{where} is missing.", "Add it."),
    "extra_forbidden": ("{where} is not known here.", "Remove it, or mend its spelling."),
    "string_type": ("{where} must be text.", "Put it in quotation marks."),
    "string_too_short": ("{where} is empty.", "Write it, or remove the line."),
    "string_too_long": ("{where} is longer than {max_length} characters.", "Shorten it."),
    "string_pattern_mismatch": (
        "{where} holds characters that an id may not have.",
        "Use lower case letters, digits, and hyphens between them.",
    ),
    "enum": ("{where} has a value that is not known.", "Use {expected}."),
    "literal_error": ("{where} has a value that is not known.", "Use {expected}."),
    "bool_type": ("{where} must be true or false.", "Write true or false, without quotation marks."),
    "date_type": ("{where} must be a day.", "Write it as 2027-05-31, without quotation marks."),
    "int_type": ("{where} must be a whole number.", "Write digits, without quotation marks."),
    "number": (
        "{where} is no number of at most {whole} digits before the point and {decimals} after it.",
        "Write it as 4.5.",
    ),
    "below_zero": ("{where} is below zero.", "Write how far an answer may be off, as 0.5."),
    "list_type": ("{where} must be a list.", "Write it in square brackets: […]."),
    "too_short": ("{where} has too few entries.", "Give at least {min_length}."),
    "too_long": ("{where} has too many entries.", "Give at most {max_length}."),
    "union_tag_not_found": ("“type” is missing.", "Add one of the types of questions/README.md."),
    "union_tag_invalid": ("“type” is not known.", "Use one of {expected_tags}."),
    "model_type": ("{where} must be a table.", "Look at the examples in questions/README.md."),
    "model_attributes_type": ("{where} must be a table.", "Look at the examples in questions/README.md."),
}


def _say(where: str, detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and how to mend it."""
    if saying := _SAYINGS.get(detail["type"]):
        words = {"where": where, **detail.get("ctx", {})}
        return saying[0].format(**words), saying[1].format(**words)
    return f"{where}: {detail['msg'].removeprefix('Value error, ')}.", "Mend this place."
