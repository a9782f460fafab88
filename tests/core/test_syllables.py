"""Syllables counted by rule, held against words whose syllables are known."""

import pytest

from quizapp.core.syllables import syllables

KNOWN = {
    1: "a the cells makes called stage spread friend through eyes scan years gut lungs cause blood there "
    "guide source juice size NET",
    2: "tumour hormone cancer symptom causes needed treated little muscles fibre hopeful safely movement "
    "syndrome quiet diet going trying region nation special patient question glucose people science "
    "fluid dying stages useful beyond layer doctor rhythm client social tissue organ nervous bowel "
    "stomach liver action enzyme peptide create creature settled CT 15",
    3: "pancreas insulin endocrine carcinoid however usual idea diagnose medical area radio various "
    "theory digestive excitement element poetry syllable hospital continue reaction intestine "
    "appendix prevalence incidence malignant glucagon receptor abdomen chemical example MRI",
    4: "serotonin diarrhoea anaemia experience material society diagnosis bacteria variety metastasis "
    "usually diabetes ability coordinate continuous information oesophagus pulmonary pancreatic "
    "gastrinoma operation Australian reptilian emergency computerised 2014",
    5: "neuroendocrine organisation university communication individual metabolism insulinoma "
    "embolisation classification somatostatin glucagonoma pituitary chemotherapy",
    6: "responsibility gastrointestinal radiotherapy",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, words in KNOWN.items() for word in words.split()]
)
def test_a_word_has_as_many_syllables_as_are_spoken(count: int, word: str) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("word", ["", "?", "…", "’"])
def test_what_is_no_word_counts_as_one(word: str) -> None:
    assert syllables(word) == 1
