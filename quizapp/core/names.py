"""Names of people and of what they make, as others read them."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Signs that join letters or keep them apart, which names in Persian or Hindi are written with."""


def shown_name(text: str) -> str:
    """Return a name on one line, composed, without signs that nobody sees.

    Such signs make two names look alike, or turn the text around them. A joiner stays between two letters.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (char for place, char in enumerate(composed) if _is_seen(composed, place, char))
    return " ".join("".join(kept).split())


def _is_seen(text: str, place: int, char: str) -> bool:
    if char in JOINERS:
        return _is_letter(text[place - 1 : place]) and _is_letter(text[place + 1 : place + 2])
    return char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "Cs"}


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" if char else False
