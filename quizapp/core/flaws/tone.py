"""Rules about kindness: words that hurt, verdicts, and the reader's own body."""

import re
from collections.abc import Iterator

from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Audience, Item
from quizapp.core.parts import answer_parts, parts
from quizapp.core.words import any_of, whole_patterns

# Words of battle, blame and doom, each in all its forms.
BATTLE = (
    "army, arsenal, battle, battled, battlefield, battles, battling, bombard, bombarded, brave, bravely, "
    "bravery, combat, conquer, conquered, conquers, courage, courageous, courageously, crusade, defeat, "
    "defeated, defeats, eliminated, enemies, enemy, extra lives, failed, fight, fighter, fighters, fighting, "
    "fights, fought, game over, hero, heroes, heroic, lives left, lives lost, lose, loser, losers, loses, "
    "losing, lost, soldier, soldiers, struggle, struggled, struggles, struggling, surrender, surrendered, "
    "survivor, survivors, vanquish, victorious, victory, war, warfare, warrior, warriors, wars, weapon, "
    "weaponry, weapons, winner, winners"
)
BLAME = (
    "at fault, blamed, blames, blaming, brought it on themselves, bring it on themselves, careless, "
    "carelessly, "
    "deserve, deserved, deserves, foolish, foolishly, guilt, guilty, irresponsible, lazy, neglected, "
    "negligence, negligent, own doing, own fault, punished, punishment, reckless, recklessly, "
    "self-inflicted, "
    "shame, shameful, stupid, stupidly, their fault, to blame, your fault, his fault, her fault, "
    "whose fault"
)
DOOM = (
    "afflicted, afflicts, agonising, agony, beyond help, bleak, burden, burdened, burdens, catastrophe, "
    "catastrophic, crippled, crippling, cruel, cursed, deadly, death sentence, devastated, devastating, "
    "dire, "
    "disastrous, doom, doomed, dread, dreaded, dreadful, fatal, fatally, grim, hopeless, hopelessly, "
    "horrible, "
    "horrific, horrifying, incurable, killer, killers, lethal, lost cause, menace, merciless, nightmare, "
    "no hope, ominous, plagued, ravaged, relentless, riddled with, ruthless, sinister, stricken, succumb, "
    "succumbed, succumbs, suffer, suffered, sufferer, sufferers, suffering, suffers, terminal, terminally, "
    "terrible, terrifying, ticking time bomb, time bomb, tragedy, tragic, tragically, victim, victims"
)
HARD_WORDS = f"{BATTLE}, {BLAME}, {DOOM}"
FOR_PATIENTS = any_of(f"{HARD_WORDS}, aggressive, aggressively")
FOR_STUDENTS = any_of(HARD_WORDS)
# What is called so, what a body gives off, and words that take blame away.
HARMLESS = whole_patterns(
    "terminal ileum|natural killer cells?|killer (t )?cells?",
    r"los(e|es|ing|t) (\w+ )?(weight|appetite|blood|water|fluids?|salts?|hair|heat|protein|muscle|sleep|iron|"
    r"sodium|potassium|minerals?|balance|consciousness|interest|colour|taste|smell|sight|hearing|feeling)",
    r"(nobody|no one|none)( \w+)? (to blame|at fault)|not (to blame|at fault)",
)
VERDICT = re.compile(
    r"wrong!|^(wrong|incorrect|false|untrue)(?![\w-])(?! [a-z])|^(oh )?(no|nope|sorry|oops|alas|"
    r"rubbish)[!,.:]|"
    r"^(wrong|incorrect|false) (if|when|because|as|since|answer|choice|again)(?!\w)|"
    r"^((an?|the|your|what an?) )?((\w+ )?(mistake|error|slip|blunder|guess)|"
    r"(bad|poor|careless|silly|wrong|weak) (choice|answer|try|idea|thinking|work))\s*([:!.,;–—]|$)|"
    r"^((that|this|it|your (answer|choice)) (is|was) )?(simply |quite |just |clearly |not )*"
    r"(wrong|mistaken|incorrect|false|untrue|a mistake|nonsense|right at all|correct at all|careless|silly)"
    r"(?![\w-])(?! (?!if|because|as|when|since|and|but)[a-z])|"
    r"^not (right|correct|true|good enough)[:!.,;–—]|"
    r"(?<![\w-])you (are|were|got (it|this|that)|guessed|answered|chose) (\w+ )?"
    r"(wrong|wrongly|mistaken|incorrect|incorrectly|badly|careless)(?![\w-])|"
    r"(?<![\w-])you (really )?(failed|should (have|know)|ought to|must have (missed|mixed|forgotten|guessed)|"
    r"(have )?(missed|forgot|forgotten|overlooked|misread|mixed|confused|did not|didn['’]t|do not|don['’]t) "
    r"(read|know|this|that|it|them|the|up|listen|think|learn|pay|understand|look|remember)|"
    r"(have )?(\w+ )?(mistaken|failed|(made|make) an? (\w+ )?(mistake|error|slip)))|"
    r"^(everyone|everybody|anyone|anybody|any \w+) (should |ought to |must )?know|"
    r"^(think again|try (again|harder)|read (it|the \w+) again|pay attention|shame on|how could you|come on)",
    re.IGNORECASE,
)
SYMPTOM_VERBS = (
    "eat|ate|drink|breathe|sleep|fast|flush|sweat|digest|vomit|bleed|stand|walk|swallow|cough|exercise"
)
BODY = (
    "abdomen|age|ankles?|appendix|appetite|arms?|belly|bladder|blood|bod(y|ies)|bones?|bowels?|brain|breath|"
    "breathing|breasts?|cancer|cells?|chest|colon|condition|diagnosis|digestion|diarrhoea|disease|eyes?|"
    "face|feet|"
    "flush(es|ing)?|gallbladder|genes?|genitals|glands?|grade|gullet|gut|guts|hair|hands?|head|health|heart|"
    "heartbeat|hormones?|illness|insides?|intestines?|joints?|kidneys?|legs?|liver|lumps?|lungs?|mouth|"
    "muscles?|"
    "neck|nerves?|nets?|nose|oesophagus|organs?|ovar(y|ies)|pain|pains|pancreas|pee|poo|prognosis|"
    "prostate|pulse|"
    "rectum|results?|ribs?|risk|scans?|skin|spine|spleen|stage|stomach|stools?|sugar|sweat|swelling|"
    "symptoms?|"
    "temperature|test results?|throat|thyroid|tissues?|tongue|tummy|tumou?rs?|urine|veins?|waist|weight|womb"
)
OWN_BODY = whole_patterns(
    r"you ((may|might|could|will|ever|often|also|still|now|already|currently|both) )*"
    r"(have|had|feel|felt|suffer(ed)?|noticed?|experienced?)",
    r"you['’](ve|d)( (ever|been|had|felt|noticed))?",
    r"(you (are|were)|you['’]re|were you|are you) (\w+ )?"
    r"(ill|sick|unwell|diagnosed|tired|dizzy|pregnant|overweight|flushed|flushing|sweating|bleeding|in pain)",
    r"(have|are|were) you",
    rf"(when|whenever|if|before|after|while|as|how (often|much|fast|long) do) you ({SYMPTOM_VERBS})",
    r"(when|whenever|if) you (get|develop|notice|start|see|pass|find|catch|gain|lose)",
    r"did you (get|develop|catch|inherit)",
    r"(make|makes|made|making|let|lets|leaves?) you (\w+ )?(feel|sweat|flush|ill|sick|tired|dizzy|hungry|"
    r"weak|"
    r"faint|shake|hot|cold|thirsty|gain|lose|worse|better|unwell|blush|cough|vomit|sleepy)",
    r"(inside|within|hurts?|affects?|harms?|happening to|wrong with) you|(in|of|on) (you|"
    r"yours)(?= ?[?.,:;]|$)",
    rf"your (own |whole |entire |small |large |left |right |upper |lower |inner |last |latest |recent |"
    rf"first |"
    rf"blood |adrenal |thyroid |body['’]s )*({BODY})",
    r"(of|in|on) yours|in yourself|my own (body|tumour|net)",
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
