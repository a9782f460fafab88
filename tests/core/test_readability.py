"""How hard a text is to read, held against published values."""

import pytest

from quizapp.core.facts import Term
from quizapp.core.items import Audience
from quizapp.core.readability import Counts, count, flesch_kincaid, of_bank, smog
from tests.core.builders import make_item

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
"""Wikipedia's example for these formulas: 13 words, grade 11.3 with 24 syllables counted."""

GETTYSBURG = """
Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in
Liberty, and dedicated to the proposition that all men are created equal. Now we are engaged in a great
civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure. We are
met on a great battle-field of that war. We have come to dedicate a portion of that field, as a final
resting place for those who here gave their lives that that nation might live. It is altogether fitting and
proper that we should do this. But, in a larger sense, we can not dedicate -- we can not consecrate -- we
can not hallow -- this ground. The brave men, living and dead, who struggled here, have consecrated it, far
above our poor power to add or detract. The world will little note, nor long remember what we say here, but
it can never forget what they did here. It is for us the living, rather, to be dedicated here to the
unfinished work which they who fought here have thus far so nobly advanced. It is rather for us to be here
dedicated to the great task remaining before us -- that from these honored dead we take increased devotion
to that cause for which they gave the last full measure of devotion -- that we here highly resolve that
these dead shall not have died in vain -- that this nation, under God, shall have a new birth of freedom --
and that government of the people, by the people, for the people, shall not perish from the earth.
""".replace("\n", " ")
"""Lincoln, 1863, in the public domain. E. Barr printed in 2009 what a word processor counts: 271 words in 10
sentences, reading ease 65, which makes 1.35 syllables a word; the Boston Globe printed grade 11 in 2015."""

CONVERSION = {4: 5, 9: 6, 16: 7, 25: 8, 36: 9, 49: 10, 64: 11, 81: 12, 100: 13, 121: 14, 144: 15, 169: 16}
"""Polysyllables in 30 sentences -> SMOG grade: McGraw's conversion table, as Hunter College prints it."""


def counts(*, sentences: int = 1, words: int = 1, syllables: int = 1, polysyllables: int = 0) -> Counts:
    return Counts(sentences=sentences, words=words, syllables=syllables, polysyllables=polysyllables)


def test_flesch_kincaid_of_the_platypus() -> None:
    assert flesch_kincaid(counts(words=13, syllables=24)) == pytest.approx(11.3, abs=0.05)


def test_the_gettysburg_address_reads_as_published() -> None:
    found = count(GETTYSBURG)
    assert found.sentences == 10
    assert found.words == pytest.approx(271, abs=3)
    assert found.syllables / found.words == pytest.approx(1.35, abs=0.05)
    assert flesch_kincaid(found) == pytest.approx(11, abs=0.6)


def test_flesch_kincaid_of_green_eggs_and_ham() -> None:
    # Wikipedia: 5.7 words a sentence, 1.02 syllables a word, grade −1.3.
    assert flesch_kincaid(counts(sentences=1000, words=5700, syllables=5814)) == pytest.approx(-1.3, abs=0.05)


@pytest.mark.parametrize(("polysyllables", "grade"), CONVERSION.items())
def test_smog_is_within_a_grade_of_the_conversion_table(polysyllables: int, grade: int) -> None:
    # The table adds 3 to the square root; McLaughlin's own formula is the finer one.
    assert smog(counts(sentences=30, polysyllables=polysyllables)) == pytest.approx(grade, abs=1.0)


def test_smog_of_a_text_without_long_words_is_the_constant() -> None:
    assert smog(counts(sentences=30)) == 3.1291


def test_sentences_words_and_long_words_are_counted() -> None:
    found = count(PLATYPUS) + count("“Neuro” means nerve. It is short, e.g. one word.")
    assert (found.sentences, found.words) == (3, 23)
    # 26 + 4 + 7; the long words are Australian, platypus, seemingly, reptilian.
    assert (found.syllables, found.polysyllables) == (37, 4)


def test_terms_are_swapped_as_whole_words_in_all_their_forms() -> None:
    item = make_item(stem="Gastroenteropancreatic tumours are rare. Hepatoma is another.")
    term = Term(term="GEP", forms=("gastroenteropancreatic tumours",), meaning="m", facts=("F1",))
    plain, swapped = of_bank([item] * 10, []), of_bank([item] * 10, [term])
    assert plain
    assert swapped
    assert plain.raw == plain.swapped == swapped.raw
    assert swapped.swapped.smog < plain.swapped.smog
    assert plain.sentences == 50


def test_a_bank_of_few_sentences_or_for_students_alone_is_not_judged() -> None:
    assert of_bank([make_item()], []) is None
    assert of_bank([make_item(audience=frozenset({Audience.STUDENT}))] * 100, []) is None
