"""Bank files of every kind for property tests."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizapp.core.numbers import in_file
from quizapp.core.typed_answers import fold

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u200b\ufeff"),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(text.strip()))
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
REASONED = st.fixed_dictionaries({"text": WORDS, "rationale": WORDS})
COMMON = {
    "audience": st.lists(st.sampled_from(["patient", "student"]), min_size=1, max_size=2, unique=True),
    "topic": st.sampled_from(["terminology", "sites"]),
    "level": st.sampled_from(["remember", "analyse"]),
    "facts": st.lists(SLUGS, min_size=1, max_size=3),
    "background": st.lists(SLUGS, max_size=2),
    "sources": st.lists(SLUGS, max_size=2),
    "status": st.sampled_from(["draft", "published"]),
    "review_due": st.dates(),
    "stem": WORDS,
    "disagreement": st.booleans(),
    "no_gloss": st.lists(WORDS, max_size=2),
    "picture": st.sampled_from(["", "fish"]),
    "made_by": st.sampled_from(["", "matching"]),
}
GROUNDS = st.sampled_from(["", "F001", "X002"])
OPTION = st.fixed_dictionaries({"text": WORDS, "rationale": WORDS, "key": st.booleans(), "because": GROUNDS})
PAIR = st.fixed_dictionaries({"id": SLUGS, "subject": WORDS, "match": WORDS, "rationale": WORDS})
NUMBERS = st.decimals(-(10**14), 10**14, places=4, allow_nan=False) | st.integers(-99, 99).map(Decimal)


def ask_back(pairs: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the pairs, the first asked the other way round where only one subject fits."""
    first, *others = pairs
    is_one = fold(first["match"]) not in [fold(pair["match"]) for pair in others]
    asks = is_one and "who" not in fold(first["subject"])
    return [first | {"reverse_stem": "Who?"}, *others] if asks else pairs


BODIES: tuple[dict[str, st.SearchStrategy[Any]], ...] = (
    {
        "type": st.sampled_from(["single-choice", "select-all"]),
        "option": st.lists(OPTION, min_size=2, max_size=6),
    },
    {
        "type": st.just("true-false"),
        "answer": st.booleans(),
        "correction": WORDS,
        "rationale": st.fixed_dictionaries({"true": WORDS, "false": WORDS}),
    },
    {
        "type": st.just("matching"),
        "pair": st.lists(PAIR, min_size=2, max_size=5, unique_by=lambda pair: pair["id"]).map(ask_back),
        "extra": st.lists(REASONED, max_size=2),
    },
    {
        "type": st.just("short-answer"),
        "answers": st.lists(WORDS, min_size=1, max_size=4),
        "rationale": WORDS,
    },
    {
        "type": st.just("numeric"),
        "answer": NUMBERS.map(in_file),
        "tolerance": NUMBERS.map(lambda number: in_file(abs(number))),
        "unit": st.sampled_from(["mm", "%", "mU/L", "µg", "°C"]),
        "other_units": st.lists(WORDS.map(lambda word: word[:30]).filter(str.strip), max_size=2),
        "rationale": WORDS,
    },
    {"type": st.just("numeric"), "answer": NUMBERS.map(in_file), "rationale": WORDS},
    {"type": st.just("ordering"), "step": st.lists(REASONED, min_size=2, max_size=6)},
    {
        "type": st.just("hotspot"),
        "picture": st.just("fish"),
        "option": st.lists(
            OPTION.flatmap(lambda option: st.just(option | {"region": "tail"})), min_size=2, max_size=6
        ),
    },
)


@st.composite
def clozes(draw: st.DrawFn) -> dict[str, Any]:
    """Return what a drop-down cloze holds beside what every item has."""
    ids = draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True))
    texts = [draw(WORDS) for _ in range(len(ids) + 1)]
    marks = [f" [{name}] " for name in draw(st.permutations(ids))]
    options = st.lists(OPTION, min_size=2, max_size=4)
    return {
        "type": "dropdown-cloze",
        "text": "".join(part for pair in zip(texts, [*marks, ""], strict=True) for part in pair),
        "blank": [{"id": name, "option": draw(options)} for name in ids],
    }


@st.composite
def matrices(draw: st.DrawFn) -> dict[str, Any]:
    """Return what a matrix holds beside what every item has."""
    columns = draw(st.lists(WORDS, min_size=2, max_size=4, unique_by=str.strip))
    ids = draw(st.lists(SLUGS, min_size=2, max_size=5, unique=True))
    keys = st.sampled_from(columns)
    return {
        "type": "matrix",
        "columns": columns,
        "row": [
            {"id": name, "text": draw(WORDS), "key": draw(keys), "rationale": draw(WORDS)} for name in ids
        ],
    }


IN_PARTS = st.builds(dict.__or__, st.fixed_dictionaries(COMMON), st.one_of(clozes(), matrices()))
ITEM_TABLES = st.one_of([*(st.fixed_dictionaries(COMMON | body) for body in BODIES), IN_PARTS])


@st.composite
def bank_texts(draw: st.DrawFn) -> str:
    """Return a bank file whose shape is right, whatever its content."""
    ids = draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True))
    lines = ['id = "a-bank"', 'title = "A bank"', 'description = "Words."', 'language = "en-GB"']
    for item_id in ids:
        lines += ["[[item]]", f'id = "{item_id}"', *table(draw(ITEM_TABLES))]
    return "\n".join(lines)


def table(values: dict[str, Any]) -> list[str]:
    """Return the lines of a table."""
    return [f"{key} = {value(entry)}" for key, entry in values.items()]


def value(entry: Any) -> str:
    """Return a value as TOML in one line."""
    match entry:
        case dict():
            return "{" + ", ".join(table(entry)) + "}"
        case list():
            return "[" + ", ".join(map(value, entry)) + "]"
        case bool() | str():
            return json.dumps(entry, ensure_ascii=False)
        case _:
            return str(entry)
