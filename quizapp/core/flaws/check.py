"""All rules at once."""

from collections.abc import Iterator, Sequence
from datetime import date

from quizapp.core.banks import Finding
from quizapp.core.facts import Knowledge
from quizapp.core.flaws import (
    cues,
    grounds,
    knowledge,
    lengths,
    make_up,
    options,
    spelling,
    statements,
    stems,
    tone,
    whole_bank,
)
from quizapp.core.items import Item

ALONE = (
    make_up.choice_counts,
    make_up.matching_counts,
    make_up.ordering_counts,
    make_up.same_answers,
    make_up.not_offered,
    stems.unfocused_stem,
    stems.negative_stem,
    stems.blank_in_stem,
    stems.idle_sentence,
    options.none_of_the_above,
    options.all_of_the_above,
    options.verdict_options,
    options.combined_options,
    options.overlapping_options,
    options.conspicuous_key,
    options.longer_key,
    options.number_first,
    options.vague_option,
    cues.absolute_option,
    cues.word_repeat,
    cues.pair_repeat,
    cues.convergence,
    cues.grammar_cue,
    cues.number_cue,
    cues.answer_in_stem,
    statements.one_proposition,
    statements.absolute_statement,
    statements.negative_statement,
    statements.idle_correction,
    lengths.long_stem,
    lengths.long_option,
    lengths.rationale_length,
    tone.hard_word,
    tone.harsh_verdict,
    tone.outcome,
    tone.own_body,
)
"""Rules about one item."""

GROUNDED = (
    grounds.unknown_fact,
    grounds.unknown_source,
    grounds.idle_source,
    grounds.unsourced_fact,
    grounds.avoided_fact,
    grounds.disputed_fact,
    grounds.unattributed_fact,
    grounds.unknown_term,
    spelling.american_spelling,
)
"""Rules that hold one item against facts, sources and glossary."""

FACTS = (knowledge.fact_without_source,)
"""Rules about the facts."""

TERMS = (knowledge.term_without_ground, knowledge.ambiguous_form)
"""Rules about the glossary."""

ITEM_RULES = (*ALONE, *GROUNDED, grounds.review_overdue)
"""Rules about one item, whatever they hold it against."""

RULES = (
    *ITEM_RULES,
    whole_bank.duplicate_item,
    whole_bank.true_share,
    whole_bank.hard_to_read,
    *FACTS,
    *TERMS,
    knowledge.unused_fact,
    knowledge.unused_source,
)
"""Every rule there is."""


def check_item(item: Item, known: Knowledge | None, *, today: date) -> Iterator[Finding]:
    """Return everything in one item that breaks a rule; without knowledge, what can be told without."""
    for alone in ALONE:
        yield from (alone.finding(fault, item) for fault in alone.find(item))
    if known:
        for grounded in GROUNDED:
            yield from (grounded.finding(fault, item) for fault in grounded.find(item, known))
    overdue = grounds.review_overdue
    yield from (overdue.finding(fault, item) for fault in overdue.find(item, today))


def check_items(
    items: Sequence[Item], known: Knowledge | None, *, earlier: Sequence[Item], today: date
) -> Iterator[Finding]:
    """Return everything in the items of a bank that breaks a rule; ``earlier`` are those of other banks."""
    for item in items:
        yield from check_item(item, known, today=today)
    twice, share, hard = whole_bank.duplicate_item, whole_bank.true_share, whole_bank.hard_to_read
    yield from map(twice.finding, twice.find(items, earlier))
    yield from map(share.finding, share.find(items))
    if known:
        yield from map(hard.finding, hard.find(items, known))


def check_facts(known: Knowledge) -> Iterator[Finding]:
    """Return every fact that breaks a rule."""
    for rule in FACTS:
        yield from map(rule.finding, rule.find(known))


def check_terms(known: Knowledge) -> Iterator[Finding]:
    """Return every term of the glossary that breaks a rule."""
    for rule in TERMS:
        yield from map(rule.finding, rule.find(known))


def unused_facts(known: Knowledge, items: Sequence[Item]) -> Iterator[Finding]:
    """Return the facts that nothing rests on, when ``items`` are all there are."""
    yield from map(knowledge.unused_fact.finding, knowledge.unused_fact.find(known, items))


def unused_sources(known: Knowledge) -> Iterator[Finding]:
    """Return the sources that no fact rests on."""
    yield from map(knowledge.unused_source.finding, knowledge.unused_source.find(known))
