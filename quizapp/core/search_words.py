"""Words that are looked for, written in one way: “tumour” is “tumors”, a NET a neuroendocrine tumour.

Texts are stored and asked for in this way, so that every database finds the same. It has small letters and
digits only, and each word begins with a letter: no database sees an operator or a number in it.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

MOST_LETTERS = 40
"""Of a word; longer ones are told apart by their beginnings."""

MOST_WORDS = 10_000
"""Of one text; what comes after is not found."""

ABBREVIATIONS = {
    "net": "neuroendocrine tumour",
    "nen": "neuroendocrine neoplasm",
    "nec": "neuroendocrine carcinoma",
    "pnet": "pancreatic neuroendocrine tumour",
    "pannet": "pancreatic neuroendocrine tumour",
    "gep": "gastroenteropancreatic",
    "prrt": "peptide receptor radionuclide therapy",
    "ssa": "somatostatin analogue",
}
"""Written out wherever they stand. What the glossary says besides is asked for beside what was typed."""

_JOINED = re.compile(r"\b(neuro|non)[-‐-―](?=\w)", re.IGNORECASE)
# Letters of the Latin alphabet, punctuation and signs stand alone; to look at each character takes long.
_MAY_COMBINE = re.compile(r"[^\x00-\u02ff\u2000-\u20cf\u2100-\u2bff]")
_WORD = re.compile(r"[^\W_]+")
_SINGLE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "e", "œ": "e"})

# Folded everywhere, since hardly a word is told from another by them alone.
_LETTERS = (("ae", "e"), ("oe", "e"), ("ph", "f"), ("z", "s"), ("ll", "l"), ("leuc", "leuk"))

_SINGULAR = (
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=..)sis$"), "se"),
    (re.compile(r"(?<=.)(ss|x|ch|sh)es?$"), r"\1"),
    (re.compile(r"(?<=..[^aeo]u)ses$"), "s"),
    (re.compile(r"(?<=..[^siu])s$"), ""),
    (re.compile(r"(?<=...)i$"), "us"),
)
"""The first that fits holds: biopsies, metastases and metastasis, masses, viruses, tumours, nuclei."""

_IRREGULAR = {
    "bacteria": "bacterium",
    "carcinomata": "carcinoma",
    "criteria": "criterion",
    "diverticula": "diverticulum",
    "ganglia": "ganglion",
    "vertebre": "vertebra",
}

_AMERICAN = (
    (re.compile(r"(?<=..)our(?=(?:ed|ing|less|al)?$)"), "or"),
    (re.compile(r"(?<=[bt])re$"), "er"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"amme$"), "am"),
)

_UNFINISHED = (
    *(("a", "e"), ("o", "e"), ("ou", "r"), ("gu", "e"), ("mm", "e"), ("tr", "e"), ("br", "e"), ("p", "h")),
    *(("i", "es"), ("ie", "s"), ("si", "s"), ("use", "s")),
)
"""How a word may end that is not typed to its end, and what may come next that changes how it is stored."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are stored and asked for, `MOST_WORDS` at most."""
    found = (word for plain in _plain_words(text) for word in _written_out(plain))
    return tuple(islice(found, MOST_WORDS))


def beginnings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which words may be stored of which the last may not be typed to its end.

    The last word of each is what the stored one begins with. None where that would be a single letter.
    """
    plain = _plain_words(text)
    if not plain or len(plain[-1]) == 1:
        return ()
    first = tuple(word for one in plain[:-1] for word in _written_out(one))
    last = plain[-1]
    if _stem(last) in ABBREVIATIONS:
        return ((*first, *_written_out(last)),)
    typed = (last, *(last + more for end, more in _UNFINISHED if last.endswith(end)))
    ways = dict.fromkeys((_shown(_folded(last)), *(_shown(_stem(one)) for one in typed)))
    return tuple((*first, way) for way in ways)


@lru_cache(maxsize=16_384)
def _written_out(plain: str) -> tuple[str, ...]:
    stem = _stem(plain)
    return words(ABBREVIATIONS[stem]) if stem in ABBREVIATIONS else (_shown(stem),)


def _plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents; what is Greek is spelled out."""
    folded = _JOINED.sub(r"\1", unicodedata.normalize("NFKD", text)).casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).translate(_SINGLE_LETTERS)
        if _MAY_COMBINE.search(folded):
            folded = "".join(char for char in folded if not unicodedata.combining(char))
    return [_ascii(word) for word in _WORD.findall(folded)]


def _ascii(word: str) -> str:
    return word if word.isascii() else "".join(map(_ascii_letter, word))


def _ascii_letter(char: str) -> str:
    if char.isascii():
        return char
    name = unicodedata.name(char, "")
    return name.split()[-1].lower() if name.startswith("GREEK SMALL LETTER") else f"u{ord(char):x}"


def _stem(plain: str) -> str:
    """Return the singular of a word, in American letters."""
    letters = _folded(plain)
    if letters in _IRREGULAR:
        return _IRREGULAR[letters]
    for plural, singular in _SINGULAR:
        if plural.search(letters):
            letters = plural.sub(singular, letters)
            break
    return _american(letters)


def _american(letters: str) -> str:
    for british, american in _AMERICAN:
        letters = british.sub(american, letters)
    return letters


def _folded(letters: str) -> str:
    for british, folded in _LETTERS:
        letters = letters.replace(british, folded)
    return letters


def _shown(letters: str) -> str:
    """Return a word so that no database takes it for a number."""
    return (f"n{letters}" if letters[0].isdigit() else letters)[:MOST_LETTERS]
