"""Rules about spelling: one locale, so that no option stands out by it, and spelling is never tested."""

import re
from collections.abc import Iterator

from quizapp.core import contents
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item

AMERICAN = re.compile(
    r"(?<![\w-])("
    r"anesthe\w+|anemia|behaviors?|behavioral|celiac|centers?|colors?|counsel(ed|ing|ors?)|diarrhea|"
    r"edema|esophag\w+|estrogens?|favorable|favorites?|feces|fibers?|flavors?|hemorrhag\w+|"
    r"hemoglobin|label(ed|ing)|leukemia|liters?|neighbors?|odors?|pediatric\w*|pheochromocytomas?|rumors?|tumors?|"
    r"\w*analyz\w+|(?!(down|over|re|under)?siz|priz|seiz|capsiz)\w+iz(e|es|ed|ing|ations?|ers?)"
    r")(?![\w-])",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@rule(source="own")
def american_spelling(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Texts are in UK spelling, but for names of sources and words in quotation marks."""
    names = [name for source in knowledge.sources.values() for name in (source.publisher, source.title)]
    for text in contents.texts(item):
        own = QUOTED.sub(" ", _without(text, names))
        if found := AMERICAN.search(own):
            yield Fault(
                message=f"“{found.group()}” is not UK spelling (in “{text}”).", fix="Use UK spelling."
            )


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text
