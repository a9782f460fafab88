"""Rules about spelling: one locale, so that no option stands out by it, and spelling is never tested."""

import re
from collections.abc import Iterator
from itertools import pairwise

from quizapp.core.facts import Knowledge
from quizapp.core.flaws.options import choosable
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Item, Option
from quizapp.core.parts import parts, place_of
from quizapp.core.typed_answers import fold
from quizapp.core.words import words

AMERICAN = re.compile(
    r"(?<![\w-])("
    r"anesthe\w+|anemia|behaviors?|behavioral|celiac|centers?|colors?|counsel(ed|ing|ors?)|diarrhea|"
    r"edema|esophag\w+|estrogens?|favorable|favorites?|feces|fibers?|flavors?|hemorrhag\w+|"
    r"hemoglobin|label(ed|ing)|leukemia|liters?|neighbors?|odors?|pediatric\w*|pheochromocytomas?|rumors?|tumors?|"
    r"\w*analyz\w+|(?!(down|over|re|under)?siz|priz|seiz|capsiz)\w+iz(e|es|ed|ing|ations?|ers?)"
    r")(?![\w-])",
    re.IGNORECASE,
)
APOSTROPHE = re.compile(r"['’]")  # “cancer's” and “cancers” are two words
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
ARTICLES = frozenset({"a", "an", "the"})
SHORTEST_VARIANT = 4
"""Letters; shorter words are too often others that only look alike."""


@rule(source="own")
def american_spelling(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Texts are in UK spelling, but for names of sources and words in quotation marks."""
    names = [name for source in knowledge.sources.values() for name in (source.publisher, source.title)]
    for part, _ in found_in(parts(item), AMERICAN):
        own = QUOTED.sub(" ", _without(part.text, names))
        if found := AMERICAN.search(own):
            yield Fault(
                place=part.place,
                message=f"“{found.group()}” is not UK spelling (in “{part.text}”).",
                fix="Use UK spelling.",
            )


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


@rule(source="own")
def odd_spelling(item: Item) -> Iterator[Fault]:
    """A word is spelled alike in all options of an item: same letters, same hyphens."""
    seen: dict[str, str] = {}
    for option in choosable(item):
        for folded, written in _spellings(option).items():
            first = seen.setdefault(folded, written)
            if first != written:
                yield Fault(
                    place=place_of(option),
                    message=f"One option writes “{first}”, another “{written}”.",
                    fix="Spell it alike in all options.",
                )


def _spellings(option: Option) -> dict[str, str]:
    """Return each word, and each two words that stand side by side, as written, by its folded form."""
    single = words(option.text)
    pairs = [f"{first} {second}" for first, second in pairwise(single) if first not in ARTICLES]
    folded = {fold(written).replace(" ", ""): written for written in (*pairs, *single)}
    return {
        short: written
        for short, written in folded.items()
        if len(short) >= SHORTEST_VARIANT and not APOSTROPHE.search(written)
    }
