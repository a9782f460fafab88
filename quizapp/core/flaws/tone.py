"""Rules about kindness: words that hurt, verdicts, and the reader's own body."""

import re
from collections.abc import Iterator

from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Audience, Item
from quizapp.core.parts import answer_parts, parts
from quizapp.core.words import any_of

HARD_WORDS = (
    "battle, battled, battles, battling, brave, bravely, bravery, deadly, defeat, defeated, eliminated, "
    "extra lives, failed, fatal, fatally, fight, fighter, fighters, fighting, fights, fought, game over, "
    "hero, heroes, heroic, killer, killers, lives left, lives lost, lose, loser, losers, loses, losing, "
    "lost, stricken, suffer from, suffered from, sufferer, sufferers, suffering from, suffers from, "
    "survivor, survivors, terminal, terminally, victim, victims, war, warrior, warriors, wars"
)
FOR_PATIENTS = any_of(f"{HARD_WORDS}, aggressive, aggressively")
FOR_STUDENTS = any_of(HARD_WORDS)
# The last part of the small bowel, and a sign that people look for, are what they are called.
HARMLESS = re.compile(
    r"(?<![\w-])(terminal ileum|(los(e|es|ing|t) (\w+ )?(weight|appetite)))(?![\w-])", re.IGNORECASE
)
VERDICT = re.compile(
    r"wrong!|^(wrong|incorrect|false)(?![\w-])(?! [a-z])|^(no|nope|sorry)[!,.]|"
    r"^(wrong|incorrect|false) (if|when|because|as|since|answer|choice)(?!\w)|"
    r"^(that|this|it|your (answer|choice)) (is|was) (wrong|incorrect|false)(?![\w-])(?! [a-z])|"
    r"(?<![\w-])you (are|were|got (it|this|that)|guessed) (wrong|mistaken|incorrect)(?![\w-])|"
    r"(?<![\w-])you failed",
    re.IGNORECASE,
)
BODY = (
    "appendix|appetite|belly|blood|body|bowels?|cancer|cells?|chest|condition|diagnosis|disease|face|glands?|grade|gut|"
    "health|heart|hormones?|illness|kidneys?|liver|lungs?|nets?|pain|pancreas|prognosis|results?|risk|scans?|skin|stage|"
    "stomach|stools?|sugar|symptoms?|test results?|throat|tumou?rs?|weight"
)
OWN_BODY = re.compile(
    rf"(?<![\w-])(you (may |might |could |will |ever )?(have|had|feel|felt|suffer|noticed?|experienced?)|"
    rf"you (are|were) (ill|sick|unwell|diagnosed)|"
    rf"(have|are|were) you|your (own )?({BODY}))(?![\w-])",
    re.IGNORECASE,
)


@rule(source="Macmillan and YouGov 2019")
def hard_word(item: Item) -> Iterator[Fault]:
    """No text has a word of battle, blame or doom; “aggressive” is for students, where it is explained."""
    pattern = FOR_PATIENTS if Audience.PATIENT in item.audience else FOR_STUDENTS
    for part, found in found_in(parts(item), pattern, but=HARMLESS):
        yield Fault(
            place=part.place,
            message=f"“{found}” can hurt (in “{part.text}”).",
            fix="Say it in plain, calm words.",
        )


@rule(source="Macmillan and YouGov 2019")
def harsh_verdict(item: Item) -> Iterator[Fault]:
    """No rationale begins with a verdict on the learner."""
    for part in answer_parts(item):
        if VERDICT.search(part.text):
            yield Fault(
                place=part.place,
                message=f"“{part.text}” begins with a verdict.",
                fix="Leave it out: the page says “Not quite”.",
            )


@rule(source="own")
def own_body(item: Item) -> Iterator[Fault]:
    """An item is about a word or a fact, never about the body of the person who reads it."""
    for part, found in found_in(parts(item), OWN_BODY):
        yield Fault(
            place=part.place,
            message=f"“{found}” speaks of the reader's body.",
            fix="Say it of “a person”.",
        )
