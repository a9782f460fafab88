"""Rules about spelling: one locale, so that no option stands out by it, and spelling is never tested."""

import re
from collections.abc import Iterator
from functools import lru_cache
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
    r"(?<!\w)(?:"
    r"(?:col|flav|behavi|hon|lab|neighb|hum|od|rum|sav|vap|vig|harb|fav|arm|endeav|parl|tum|splend|cand)or"
    r"(?:s|ed|ing|ings|al|ful|fully|less|able|ably|ite|ites|hoods?|ly)?|"
    r"(?:(?:epi)?cent|theat|fib|calib|(?:milli|centi|deci)?lit|(?:milli|centi|kilo|micro|nano)met|lust|"
    r"somb|meag|"
    r"spect)ers?|cent(?:ered|ering)|"
    r"\w*(?:an|parapl|par|syn|kin)esthe\w+|(?!academia|bohemia)\w+(?<!a)emias?|"
    r"(?:hypo|hyper)?(?:glyc|an|isch|leuk|ur|tox|kal|natr|calc|insulin|lip)emic|hem[ao]\w+|\w+rrhe(?:a|"
    r"as|al|ic)|"
    r"\w*pnea|edema\w*|esophag\w*|estr(?:ogen|adiol|iol)\w*|fec(?:es|al)|cec(?:um|al)|celiac|c(?:e|"
    r"ae)sarians?|"
    r"orthopedic\w*|pediatri\w*|gynec\w+|etiolog\w+|ameb\w+|an?emia|pheochromocytomas?|maneuver\w*|"
    r"counsel(?:ed|ing|ors?)|label(?:ed|ing)|(?:un)?cancel(?:ed|ing)|travel(?:ed|ing|ers?)|model(?:ed|ing)|"
    r"signal(?:ed|ing)|channel(?:ed|ing)|tunnel(?:ed|ing)|fuel(?:ed|ing)|level(?:ed|ing)|total(?:ed|ing)|"
    r"skillful\w*|willful\w*|fulfills?|fulfillment|enrolls?|enrollment|instills?|distills?|marvelous\w*|"
    r"(?<!computer )(?<!software )programs?|catalogs?|dialogs?|analogs?|defense\w*|offenses?|pretense|"
    r"practic(?:ed|ing)|gotten|aging|math|moms?|aluminum|artifacts?|pajamas|cozy|skeptic\w*|mold[sy]?|molded|"
    r"gray(?:er|ish|s)?|percent|plow\w*|mustaches?|"
    r"\w*(?:anal|paral|catal|dial|hydrol)yz\w+|"
    r"(?!(?:down|full|mid|out|over|re|super|under)?siz|ba?iz|maiz|assiz|priz|seiz|capsiz)\w+iz"
    r"(?:e|es|ed|ing|ations?|ational|ers?|able|ably)"
    r")(?!\w)",
    re.IGNORECASE,
)
# What the folding of typed answers leaves: “judgement” and “judgment”, “labelled” and “labeled”.
VARIANTS = (
    (re.compile(r"dgem"), "dgm"),
    (re.compile(r"yz(?=e|i)"), "ys"),
    (re.compile(r"iz(?=ed|es|ing|er|able|ation)"), "is"),
    (re.compile(r"([ae])ll(?=ed$|ing$|er$|ers$)"), r"\1l"),
    (re.compile(r"(?<=[^e])ogue(?=s?$)"), "og"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"ense(?=s?$)"), "ence"),
    (re.compile(r"grey"), "gray"),
    (re.compile(r"^ageing$"), "aging"),
    (re.compile(r"(?<=[tb])res$"), "ers"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"leuc(?=o)"), "leuk"),
    (re.compile(r"^disc(?=s?$)"), "disk"),
    (re.compile(r"lfill"), "lfil"),
    (re.compile(r"cuss(?=ed$|ing$)"), "cus"),
    (re.compile(r"efitt(?=ed$|ing$)"), "efit"),
)
WORD = re.compile(r"\w+")
APOSTROPHE = re.compile(r"['’]")  # “cancer's” and “cancers” are two words
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
ARTICLES = frozenset({"a", "an", "the"})
SHORTEST_VARIANT = 4
"""Letters; shorter words are too often others that only look alike."""


@rule(source="own")
def american_spelling(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Texts are in UK spelling, but for names of sources and words in quotation marks."""
    names = [name for source in knowledge.sources.values() for name in (source.publisher, source.title)]
    if not any(map(_is_american, WORD.findall(parts(item).in_small_letters))):
        return
    for part, _ in found_in(parts(item), AMERICAN):
        own = QUOTED.sub(" ", _without(part.text, names))
        if found := AMERICAN.search(own):
            yield Fault(
                place=part.place,
                message=f"“{found.group()}” is not UK spelling (in “{part.text}”).",
                fix="Use UK spelling.",
            )


@lru_cache(maxsize=16_384)
def _is_american(word: str) -> bool:
    """Tell whether a word by itself is American. It is asked of the same words again and again."""
    return AMERICAN.search(word) is not None


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


@lru_cache(maxsize=4096)
def _one_spelling(written: str) -> str:
    """Return one spelling for all that a word, or two side by side, may have."""
    plain = fold(written).replace(" ", "")
    for variant, same in VARIANTS:
        plain = variant.sub(same, plain)
    return plain


def _spellings(option: Option) -> dict[str, str]:
    """Return each word, and each two words that stand side by side, as written, by its folded form."""
    single = words(option.text)
    pairs = [f"{first} {second}" for first, second in pairwise(single) if first not in ARTICLES]
    folded = {_one_spelling(written): written for written in (*pairs, *single)}
    return {
        short: written
        for short, written in folded.items()
        if len(short) >= SHORTEST_VARIANT and not APOSTROPHE.search(written)
    }
