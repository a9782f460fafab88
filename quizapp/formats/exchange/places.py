"""Options that name others by their letters, as “both A and B” does; shuffled, the others have new ones."""

import re
from collections.abc import Sequence
from string import ascii_uppercase

MOST_NAMED = 10
"""Options told with their letters; more than these nobody names by letters."""

LONGEST = 60
"""Characters told of an option."""

_LETTER = r"(?:[A-J](?![\w'’])\)?|\([A-Ja-j]\))"
_SMALL = r"[a-j](?![\w'’])\)?"
_AND = r"\s*(?:[,;/&+](?:\s*(?:and|or)\b)?|\b(?:and|or|und|oder|et|ou|y|o|e|en|of|och|og|i|ja)\b)\s*"
_WORDS = r"\b(?i:both|all of|only|just|options?|answers?|choices?|statements?|nur|beide|alleen|solo)\b\s*"
_AFTER = r"(?:\s*\b(?:only|both|together|are|is|all|correct|right|true|wrong|false|alone)\b)*\s*\.?"
_NAMES = re.compile(
    rf"(?:{_WORDS})*(?P<large>{_LETTER}(?:{_AND}{_LETTER})+){_AFTER}"
    rf"|(?:{_WORDS})+(?P<small>{_SMALL}(?:{_AND}{_SMALL})+){_AFTER}"
)


def naming_places(texts: Sequence[str]) -> tuple[str, str, str] | None:
    """Return what is to be said where one of these options, in their order, names others by their letters.

    A rule, a message and a fix; None where none of them does.
    """
    letters = ascii_uppercase[: min(len(texts), MOST_NAMED)]
    if set(texts) & set(letters):
        return None
    naming = next((text for text in texts if (named := _named(text)) and named <= set(letters)), "")
    if not naming:
        return None
    told = ", ".join(
        f"{letter} is “{text[:LONGEST]}”"
        for letter, text in zip(letters, texts, strict=False)
        if text != naming
    )
    return (
        "letters",
        (
            f"“{naming[:LONGEST]}” names options by their letters, it seems, and here they are shuffled. "
            f"In the file {told}."
        ),
        "Write into the option what it means.",
    )


def _named(text: str) -> set[str]:
    """Return the letters by which an option names others; nothing where it says something of its own."""
    found = _NAMES.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        return set()
    return {one.strip("() ").upper() for one in re.split(_AND, found["large"] or found["small"])}
