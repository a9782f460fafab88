"""All rules at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from quizapp.core.banks import Finding
from quizapp.core.choices import choices_of
from quizapp.core.facts import Knowledge
from quizapp.core.flaws import (
    advice,
    blanks,
    cues,
    entities,
    grounds,
    key_places,
    knowledge,
    lengths,
    make_up,
    options,
    outlook,
    pictures,
    spelling,
    standing_alone,
    statements,
    stems,
    superseding,
    tone,
    waivers,
    whole_bank,
)
from quizapp.core.items import Cloze, Item
from quizapp.core.readability import Readability

ALONE = (
    make_up.choice_counts,
    make_up.matching_counts,
    make_up.ordering_counts,
    blanks.cloze_counts,
    blanks.matrix_counts,
    blanks.hotspot_counts,
    make_up.same_answers,
    make_up.not_offered,
    stems.unfocused_stem,
    stems.negative_stem,
    stems.blank_in_stem,
    stems.idle_sentence,
    standing_alone.two_questions,
    standing_alone.many_commas,
    standing_alone.hinged_stem,
    standing_alone.loose_pointer,
    blanks.article_before_blank,
    cues.pair_repeat,
    cues.answer_in_stem,
    statements.one_proposition,
    statements.absolute_statement,
    statements.negative_statement,
    statements.idle_correction,
    lengths.long_stem,
    lengths.rationale_length,
    tone.hard_word,
    tone.harsh_verdict,
    tone.own_body,
    outlook.outcome,
    outlook.delay,
    outlook.stage_share,
    advice.dose,
    advice.brand_name,
    advice.phone_number,
)
"""Rules about one item."""

CHOICES = (
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
    cues.convergence,
    cues.grammar_cue,
    cues.number_cue,
    cues.digit_cue,
    spelling.odd_spelling,
    lengths.long_option,
)
"""Rules about what is chosen from: all options of an item, or those of each blank."""

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
    standing_alone.undefined_abbreviation,
    pictures.unknown_picture,
    pictures.unknown_region,
    pictures.crowded_places,
    pictures.named_place,
    superseding.superseded_fact,
)
"""Rules that hold one item against facts, sources and glossary."""

FACTS = (
    knowledge.fact_without_source,
    entities.unknown_entity,
    entities.contradiction,
    superseding.idle_successor,
)
"""Rules about the facts."""

ENTITIES = (entities.unknown_in_entities, entities.family_circle, entities.shared_name)
"""Rules about what the facts are about."""

TERMS = (knowledge.term_without_ground, knowledge.ambiguous_form)
"""Rules about the glossary."""

ITEM_RULES = (*ALONE, *CHOICES, *GROUNDED, grounds.review_overdue)
"""Rules about one item, whatever they hold it against."""

TOGETHER = (
    whole_bank.duplicate_item,
    whole_bank.true_share,
    key_places.key_place,
    whole_bank.hard_to_read,
)
"""Rules about the items of a bank together."""

RULES = (
    *ITEM_RULES,
    waivers.idle_waiver,
    *TOGETHER,
    *FACTS,
    *ENTITIES,
    *TERMS,
    knowledge.unasked_fact,
    knowledge.idle_reason,
    knowledge.unused_source,
    pictures.unused_picture,
)
"""Every rule there is."""


def check_item(item: Item, known: Knowledge | None, *, today: date) -> Iterator[Finding]:
    """Return everything in one item that breaks a rule; without knowledge, what can be told without."""
    findings = list(_findings(item, known, today=today))
    yield from waivers.waive(findings, item)
    if known:  # a warning may only be missing because the facts are
        idle = waivers.idle_waiver
        yield from (idle.finding(fault, item) for fault in idle.find(item, findings))


def _findings(item: Item, known: Knowledge | None, *, today: date) -> Iterator[Finding]:
    yield from _in_choices(item)
    for alone in ALONE:
        yield from (alone.finding(fault, item) for fault in alone.find(item))
    if known:
        for grounded in GROUNDED:
            yield from (grounded.finding(fault, item) for fault in grounded.find(item, known))
    overdue = grounds.review_overdue
    yield from (overdue.finding(fault, item) for fault in overdue.find(item, today))


def _in_choices(item: Item) -> Iterator[Finding]:
    blanks = item.body.blanks if isinstance(item.body, Cloze) else ()
    for number, choice in enumerate(choices_of(item)):
        for rule in CHOICES:
            for fault in rule.find(choice):
                place = f"blank {blanks[number].id}, {fault.place}" if blanks else fault.place
                yield rule.finding(replace(fault, place=place), item)


def check_items(
    items: Sequence[Item], known: Knowledge | None, *, readability: Readability | None, today: date
) -> Iterator[Finding]:
    """Return everything in the items of one bank that breaks a rule."""
    for item in items:
        yield from check_item(item, known, today=today)
    for together in (whole_bank.true_share, key_places.key_place):
        yield from map(together.finding, together.find(items))
    if known:  # without the glossary, no term is swapped
        hard = whole_bank.hard_to_read
        yield from map(hard.finding, hard.find(readability))


def duplicates(banks: Sequence[Sequence[Item]]) -> Iterator[list[Finding]]:
    """Return for each bank what in it repeats an item before it, be it one of an earlier bank."""
    twice = whole_bank.duplicate_item
    # By the objects, because two banks may use one id.
    faults = {id(fault.item): fault for fault in twice.find([item for items in banks for item in items])}
    for items in banks:
        yield [twice.finding(faults[id(item)]) for item in items if id(item) in faults]


def check_facts(known: Knowledge) -> Iterator[Finding]:
    """Return every fact that breaks a rule."""
    for rule in FACTS:
        yield from map(rule.finding, rule.find(known))


def check_entities(known: Knowledge) -> Iterator[Finding]:
    """Return everything that facts are about and that breaks a rule."""
    for rule in ENTITIES:
        yield from map(rule.finding, rule.find(known))


def check_terms(known: Knowledge) -> Iterator[Finding]:
    """Return every term of the glossary that breaks a rule."""
    for rule in TERMS:
        yield from map(rule.finding, rule.find(known))


def unasked_facts(known: Knowledge, items: Sequence[Item]) -> Iterator[Finding]:
    """Return the facts that nothing asks for and should, when ``items`` are all there are."""
    for rule in (knowledge.unasked_fact, knowledge.idle_reason):
        yield from map(rule.finding, rule.find(known, items))


def unused_sources(known: Knowledge) -> Iterator[Finding]:
    """Return the sources that no fact rests on."""
    yield from map(knowledge.unused_source.finding, knowledge.unused_source.find(known))


def unused_pictures(known: Knowledge, items: Sequence[Item]) -> Iterator[Finding]:
    """Return the pictures that no item shows, when ``items`` are all there are."""
    yield from map(pictures.unused_picture.finding, pictures.unused_picture.find(known, items))
