"""Raised and lowered numbers of HTML as characters of their own: 10<sup>9</sup> is 10⁹, and not 109."""

import re
from html import unescape

_MINUS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
_RAISED = dict(zip("0123456789+=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ⁿⁱ", strict=True)) | dict.fromkeys(_MINUS, "⁻")
_LOWERED = dict(zip("0123456789+=()", "₀₁₂₃₄₅₆₇₈₉₊₌₍₎", strict=True)) | dict.fromkeys(_MINUS, "₋")

_TAGS = re.compile(r"<(su[bp])(?:\s[^<>]{0,400})?>([^<>]{1,40})</\1\s*>", re.IGNORECASE)


def with_raised_numbers(html: str) -> str:
    """Return HTML in which raised and lowered numbers are characters; other words keep their tags."""
    return _TAGS.sub(_as_characters, html)


def _as_characters(found: re.Match[str]) -> str:
    signs = _RAISED if found[1].lower() == "sup" else _LOWERED
    shown = [signs.get(sign, "") for sign in unescape(found[2]).strip()]
    return "".join(shown) if all(shown) else found[0]
