"""An item joined with what it rests on."""

import pytest

from quizapp.core import contents, parts
from quizapp.core.facts import Fact, FactUse, Knowledge, Source, Term
from quizapp.core.items import Item, Topic
from tests.core.builders import make_choices, make_item, make_matching, make_ordering, make_short_answer

FACT = Fact(id="F001", topic=Topic.SITES, statement="So it is.", use=FactUse.TEACH, sources=("cruk-2014",))
SOURCE = Source(id="cruk-2014", publisher="Cancer Research UK", title="NETs", year=2014)


def term(word: str, *forms: str) -> Term:
    return Term(term=word, forms=forms, meaning=f"what {word} means", facts=("F001",))


KNOWN = Knowledge(
    facts={"F001": FACT, "F002": FACT},
    sources={"cruk-2014": SOURCE},
    terms={known.term: known for known in (term("nerve", "nerves"), term("gland"), term("hormone"))},
)


def test_an_item_takes_its_facts_its_sources_and_the_terms_that_occur_in_it() -> None:
    joined = contents.join(make_item(background=("F002",)), KNOWN)
    assert [fact.id for fact in joined.facts] == ["F001", "F001"]
    assert joined.sources == (SOURCE,)
    assert [known.term for known in joined.terms] == ["gland", "nerve"]


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(KeyError):
        contents.join(make_item(facts=("F999",)), KNOWN)


@pytest.mark.parametrize(
    ("item", "before", "after"),
    [
        (
            make_item(make_choices("Nerve*", "Gland", correction="Put right.")),
            ["Nerve", "Gland"],
            ["Put right."],
        ),
        (make_matching({"cat": "purr"}, "moo"), ["CAT", "purr", "moo"], []),
        (make_short_answer("purring", "purr"), [], ["purring", "This is what the word means."]),
        (make_ordering("rise", "eat"), ["rise", "eat"], []),
    ],
    ids=["choices", "matching", "typed", "ordering"],
)
def test_texts_come_in_the_order_of_reading(item: Item, before: list[str], after: list[str]) -> None:
    assert [part.text for part in parts.question_parts(item)] == [item.stem, *before]
    told = list(contents.answer_texts(item))
    assert told[: len(after)] == after
    assert list(contents.texts(item)) == [item.stem, *before, *told]
