"""Rules about what lies ahead of people, or went wrong before: nobody is told of it who did not ask."""

import re
from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Audience, Item
from quizapp.core.parts import Parts, parts, question_parts
from quizapp.core.words import whole_patterns

LASTS = (
    r"(years|months|decades|weeks|longer|long|a (long|short) (time|while)|as long|to (be|see|reach)|"
    r"past|beyond)"
)
OUTCOME = whole_patterns(
    "alive|dead|deaths?|deceased|demise|die|died|dies|dying|fatalit(y|ies)|lifespan|life (expectancy|span)",
    "killed|kills?|last (days|weeks|months)|length of life|lethality|life[- ](limiting|threatening|"
    "shortening)",
    r"(end|rest|years) of (\w+ )?(life|lives)|(shorten|shortens|shortened|prolong|prolongs|extend|"
    r"extends|cost|costs|"
    r"claim|claims|take|takes|took) (\w+ )?(life|lives)",
    r"long(er)?-term survivors?|mortalit(y|ies)|mortal|outlives?|outlived|outlook|pass(es|ed|ing)? away",
    "perish(es|ed)?|prognos[ie]s|prognostic|surviv(al|e|es|ed|ing|ability|ors?|orship)|time (left|remaining)",
    "(years|months|weeks|long|time) (left )?to live|years left|(chances?|odds) of (living|being alive|life)",
    rf"liv(e|es|ed|ing) (?!(with|in|on|near|at|well)(?!\w))(\w+ ){{0,3}}{LASTS}",
    r"liv(e|es|ed|ing) with (\w+ ){1,4}for (\w+ ){0,2}(years|months|decades|longer)",
    r"how (long|many (years|months)) (\w+ ){0,7}(lives?|lived|living|alive|left)",
    r"(five|ten|one|5|10|1)[- ]year (rates?|figures?|chances?)",
)
# What is done to cells is no outcome of a person.
OF_CELLS = whole_patterns(
    "cell death|dead (cells?|tissue|skin)",
    r"(lets?|keeps?|helps?) (the |these |those )?(\w+ )?cells (\w+ )?(alive|live longer)",
    r"kill(s|ed)? (off )?(the |these |those |some |all |any )?(\w+ ){0,2}(cells?|tissue|bacteria|germs|"
    r"tumours?)",
    r"how long (the |these |those |blood |such )*(\w+ )?(cells|germs|bacteria) live",
    r"death of (the |these |those )?(\w+ )?cells",
    r"(cells?|tissue|bacteria|germs|tumours?) (\w+ ){0,2}(die|dies|died|dying|survive|survives)",
)
FOUND = (
    r"(diagnos\w+|found|recogni[sz]ed|detected|discovered|spotted|identified|named|noticed|picked up|told|"
    r"treated|referred|understood)"
)
BAD = (
    r"(late|later|delayed|belated|missed|mistaken|wrong|wrongly|incorrect|incorrectly|inaccurate|false|"
    r"overdue|overlooked|slow|tardy|erroneous)"
)
ILLNESS = (
    r"(nets?|tumours?|cancers?|diagnos[ie]s|illness|disease|condition|signs?|symptoms?|people|"
    r"patients|they|it)"
)
LONG = r"(years|months|decades|a long time|long|too long)"
DELAY = whole_patterns(
    rf"{BAD} (\w+ )?(diagnos[ie]s|detection|recognition|referrals?)",
    rf"(diagnos\w+|detection) (\w+ ){{0,2}}(is|are|was|were|be|being|been|gets?|got|come|comes|came|"
    rf"arrives?) "
    rf"(\w+ )?({BAD}|too late)",
    rf"{FOUND} (\w+ )?((too |very |so |quite |rather )?late|{LONG} (later|after)|later than|by mistake|"
    rf"wrongly)",
    rf"(late|{LONG}) (to be|before (being|a|the|it|they|anyone|doctors)|"
    rf"(before|until|till) (they|it|someone|people) (are|is|was|were)|until|till) (\w+ ){{0,2}}({FOUND}|"
    rf"finds?|knows?|name)",
    rf"(take|takes|took|taken|wait|waits|waited|waiting|last|lasts|need|needs|spend|spent|go|goes|went|"
    rf"pass|passes|passed) (\w+ ){{0,3}}{LONG} (\w+ ){{0,2}}(to|before|until|till|for|without|"
    rf"by) (\w+ ){{0,3}}"
    rf"({FOUND}|find|diagnose|recognise|spot|name|answer|right)",
    rf"(not|never|only|rarely|seldom|n['’]t) (be |been |yet )?{FOUND} (\w+ )?(for {LONG}|until|till|"
    rf"at first|in time|after)",
    r"delay(s|ed|ing)? ((in|of|to|before|until|the|a|their|getting|making) )*(\w+ )?"
    r"(diagnos\w+|treat\w+|referr?\w*|finding|care|scans?|tests?|biops\w+)",
    rf"(years|months|decades) (\w+ )?(before|until|to|from|till|without|awaiting|"
    rf"for) (\w+ ){{0,3}}(diagnos\w+|{FOUND})",
    r"(time|wait|journey|road|way|delays?) (\w+ )?(to|until|before|for) (\w+ ){0,2}diagnos[ie]s",
    rf"after (\w+ ){{0,2}}{LONG} (of|with) (\w+ ){{0,3}}(symptoms?|tests?|visits?|doubt|search\w*|"
    rf"wait\w*|wrong|complaints?)",
    r"mis(diagnos|label|read|judg|interpret|attribut|recogni[sz])\w+",
    rf"(mistaken|treated|hidden|unnoticed|undetected|unrecognised|overlooked|missed) for {LONG}|undiagnosed",
    r"(go|goes|gone|going|went|remains?|remained|stays?|stayed|lie|lies|lay) (\w+ )?"
    r"(undiagnosed|unnoticed|undetected|unrecognised|unseen|unfound|hidden|overlooked) ?(for|by|until|too)",
    r"(is|are|was|were|be|been|being|get|gets|got) (\w+ )?"
    r"((mistaken|taken) for|(confused|mixed up) with|(labelled|passed off) as)"
    r"(?! (a |the |each )?(word|name|patients?|people|whole|part|guide|sample|other|tests?|scans?))",
    r"(dismissed|written off|explained away|treated) as(?! (a |the )?(whole|part|person|people|day|"
    r"inpatients?|outpatients?))",
    r"(wrongly|falsely|incorrectly|mistakenly) (\w+ )?(diagnosed|labelled|told|treated)",
    r"(put|puts|putting) (it |them |this |symptoms? |signs? |\w+ ){0,3}down to|(told|thought|believed|said) "
    r"(\w+ ){0,3}(to be|it (is|was)|they (have|had)|that it (is|was)) (just |only |merely |\w+ )?"
    r"(ibs|irritable|asthma|anxiety|stress|menopause|nerves|panic|indigestion|something else|"
    r"another illness)",
    rf"(doctor|gp|team|clinic|scan|test|hospital|nurse|specialist|surgeon)s? (\w+ )?"
    rf"(miss|misses|missed|overlook|overlooks|overlooked|mistake|mistakes|mistook) (\w+ ){{0,3}}{ILLNESS}",
    r"(doctor|gp)s? (\w+ )?(miss|misses|missed|overlook|overlooks|overlooked|mistake|mistakes|mistook)",
    r"(is|are|was|were|be|been|being|get|gets) (\w+ )?(missed|overlooked|unrecognised)(?! (dose|doses|"
    r"visit|appointment|meal)s?)",
    rf"(easy|easily|often) (to miss|missed|to overlook|overlooked)|{ILLNESS} (\w+ )?(missed|overlooked)",
    r"(too|so|very) late (to|for) (\w+ )?(treat\w*|cure|operat\w+|surgery)|late(-| )(presentation|diagnosis)",
)
DELAY_NEEDS = re.compile(
    r"diagnos|detect|recogni|referr|late|delay|mis|wrong|years|months|decades|long|until|till|in time|"
    r"at first|after|overlook|un(?:notic|seen|found)|hidden|(?:taken|mistook|journey|road|way|wait|time) |"
    r"confused with|mixed up|labelled|passed off|written off|explained away|treated as|falsely|incorrect|"
    r"down to|told|thought|believed|said"
)
# Words, too, are mistaken for each other; and a visit can be missed.
OF_OTHERS = whole_patterns(
    r"(words?|names?|terms?|letters?|prefix(es)?|endings?|abbreviations?|spellings?) (\w+ ){0,4}"
    r"(mistaken|confused|mixed up|taken) (for|with)",
)
NUMBER = (
    r"(\d[\d.,]*( to \d+)?( (people|patients?|persons?|tumours?|nets?|cases?))?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|half|most|many|few|the majority|a (large |small )?(majority|minority|part|number))"
)
OF_PEOPLE = (
    r"(\d|people|patients|every|those|them|cases|diagnos\w+|nets?|tumours?|two|three|four|five|six|seven|"
    r"eight|"
    r"nine|ten|twenty|a hundred)"
)
SHARE = re.compile(
    rf"\d ?%|(?<!\w)(per ?cent|percentage|proportion|share of|fraction|how many (people|patients|nets|"
    rf"tumours)|"
    r"(an?|one|two|three|four|about|nearly) (half|third|quarter|fifth|sixth|eighth|tenth)s?|"
    rf"(one|two|three|four|five|\d+) (person|people|patients?|tumours?|nets?) (in|out of) |"
    rf"{NUMBER} (in|of|out of) (every )?(the |all )?{OF_PEOPLE}|"
    r"(half|most|many) (all |the )?(people|patients)|(half|most) (are|have|had|were))",
    re.IGNORECASE,
)
STAGE = whole_patterns(
    r"stages?( ?(\d|i|ii|iii|iv|one|two|three|four|at))?",
    r"grades? ?(\d|one|two|three)",
    r"advanced|metasta\w+|(early|late)[ -]stage|(high|low|intermediate)[ -]grade|distant|secondaries",
    "secondary (tumours?|cancers?|deposits?)",
    "(has|have|had|already|is|was|were) (already )?spread",
    "spread (to|at|when|by|already|elsewhere|further|beyond|tumours?)",
)


@rule(source="BMC Cancer 2022", for_students=Severity.WARNING)
def outcome(item: Item) -> Iterator[Fault]:
    """Nothing is said of survival or death: to patients nowhere, to students in no question and no option."""
    read = parts(item) if Audience.PATIENT in item.audience else question_parts(item)
    for part, found in found_in(read, OUTCOME, but=OF_CELLS):
        yield Fault(
            place=part.place,
            message=f"“{found}” stands in “{part.text}”.",
            fix="Speak of something else; what lies ahead is for a talk with the care team.",
        )


@rule(source="Macmillan and YouGov 2019")
def delay(item: Item) -> Iterator[Fault]:
    """Nothing that patients read speaks of a late, missed or mistaken diagnosis, or of years until one."""
    for part, found in found_in(_for_patients(item), DELAY, but=OF_OTHERS, needs=DELAY_NEEDS):
        yield Fault(
            place=part.place,
            message=f"“{found}” speaks of delay (in “{part.text}”).",
            fix="Leave it out for patients: it comes too late to help, and sounds like blame.",
        )


@rule(source="BMC Cancer 2022")
def stage_share(item: Item) -> Iterator[Fault]:
    """Nothing that patients read says what share of people has a tumour that has spread, or of some stage."""
    for part, stage in found_in(_for_patients(item), STAGE):
        if share := SHARE.search(part.text):
            yield Fault(
                place=part.place,
                message=f"“{share.group()}”, “{stage}”: how many are how ill (in “{part.text}”).",
                fix="Leave the figure out for patients.",
            )


def _for_patients(item: Item) -> Parts:
    return parts(item) if Audience.PATIENT in item.audience else Parts()
