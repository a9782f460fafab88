"""In which words texts are stored and asked for."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.facts import Term
from quizapp.core.search_query import MOST_FORMS, MOST_SOUGHT, Synonyms, question, synonyms
from quizapp.core.search_words import ABBREVIATIONS, MOST_LETTERS, beginnings, words
from tests.core.search_reference import holds

BANKS = Path(__file__).parents[2] / "questions" / "banks"
NOTHING_KNOWN = Synonyms(ways={})
STORED = re.compile(rf"[a-z][a-z0-9]{{0,{MOST_LETTERS - 1}}}")


def finds(typed: str, text: str, *terms: Term) -> bool:
    return holds(question(typed, synonyms(terms)), words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tumour", "tumors"),
        ("Oesophagus", "esophagus"),
        ("haemorrhage", "hemorrhages"),
        ("diarrhoea", "diarrhea"),
        ("localised", "localized"),
        ("analyse", "analyze"),
        ("coloured fibre", "colored fibers"),
        ("somatostatin analogues", "somatostatin analog"),
        ("programmes", "program"),
        ("sulphate", "sulfate"),
        ("leucocytes", "leukocyte"),
        ("counselling", "counseling"),
        ("metastases", "metastasis"),
        ("biopsies", "biopsy"),
        ("viruses", "virus"),
        ("causes", "cause"),
        ("masses", "mass"),
        ("headaches", "headache"),
        ("nuclei", "nucleus"),
        ("ganglia", "ganglion"),
        ("crise carcinoïde", "CRISE CARCINOIDE"),
        ("⁶⁸Ga", "68Ga"),
        ("β-cells", "beta cell"),
        ("NETs", "neuroendocrine tumours"),
        ("NET", "neuro-endocrine tumor"),
        ("NEC", "neuroendocrine carcinoma"),
        ("pNETs", "pancreatic NET"),
        ("GEP-NET", "gastroenteropancreatic neuroendocrine tumour"),
    ],
)
def test_two_ways_of_writing_are_stored_as_one(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("gastric", "gastrin"), ("NET", "NEC"), ("benign", "malignant"), ("1.5", "15")],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert words(one) != words(other)


@given(st.text())
def test_what_is_stored_has_nothing_that_a_database_reads_otherwise(text: str) -> None:
    assert all(STORED.fullmatch(word) for word in words(text))


@given(st.text(), st.text())
def test_a_text_is_found_by_its_parts_together(one: str, other: str) -> None:
    assert words(f"{one} | {other}") == words(one) + words(other)


@given(
    st.text(max_size=2 * MOST_SOUGHT) | st.sampled_from([*ABBREVIATIONS, '"', "NOT OR AND", "\0", '""" *'])
)
def test_any_question_can_be_asked(typed: str) -> None:
    asked = question(typed, NOTHING_KNOWN)
    assert len(asked.parts) <= MOST_SOUGHT
    assert not asked.parts or holds(asked, words(typed[:MOST_SOUGHT]))


def test_every_beginning_of_a_word_finds_it() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(BANKS.glob("*.toml")))
    missed = {
        (word, word[:end])
        for word in set(re.findall(r"[^\W\d_]{3,}", texts))
        for end in range(3, len(word) + 1)
        if not finds(word[:end], word)
    }
    short = {
        one
        for one in missed
        if one[1].casefold() in ABBREVIATIONS or one[0].casefold().strip("s") in ABBREVIATIONS
    }
    assert missed - short <= {("gastroenteropancreatic", "gastro"), ("Gastroenteropancreatic", "Gastro")}


def test_every_word_is_needed_and_what_is_quoted_as_it_stands() -> None:
    text = "Tumours of the small bowel grow slowly."
    assert finds("bowel tumour", text)
    assert finds("grows", text)
    assert not finds("bowel lung", text)
    assert finds('"small bowel" tumour', text)
    assert not finds('"bowel small"', text)
    assert not finds('"small bow"', text)


def test_an_abbreviation_finds_what_it_stands_for_and_no_word_that_begins_like_it() -> None:
    assert finds("net", "A neuroendocrine tumour")
    assert not finds("net", "A network of vessels")
    assert not finds("NET", "The tumour has neuroendocrine cells")
    assert finds("neuroendocrine tumour", "NETs")


TERMS = (
    Term(term="serotonin", forms=("5-HT",), meaning="", facts=()),
    Term(term="MEN1", forms=("multiple endocrine neoplasia type 1",), meaning="", facts=()),
)


def test_what_the_glossary_calls_the_same_is_found_by_either_name() -> None:
    assert finds("5-HT levels", "Serotonin levels", *TERMS)
    assert finds("serotonin", "5-HT", *TERMS)
    assert finds("men1 family", "A family with multiple endocrine neoplasia type 1", *TERMS)
    assert finds("multiple endocrine neoplasia type 1", "MEN1", *TERMS)
    assert not finds('"serotonin"', "5-HT", *TERMS)
    assert not finds("serotonin", "5 HIAA, HT", *TERMS)


def test_a_term_of_many_forms_asks_for_few() -> None:
    term = Term(term="a1", forms=tuple(f"a{number}" for number in range(2, 50)), meaning="", facts=())
    (either,) = question("a1", synonyms([term])).parts
    assert len(either) <= MOST_FORMS + 2


def test_nothing_typed_begins_nothing() -> None:
    assert beginnings(" - ") == beginnings("a") == ()
