"""Rules about what lies ahead of people, or went wrong before: nobody is told of it who did not ask."""

import re
from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Audience, Item
from quizapp.core.parts import Parts, parts, question_parts
from quizapp.core.words import any_of, whole_patterns

OUTCOME = any_of(
    "dead, death, deaths, die, died, dies, dying, fatality, life expectancy, life span, lifespan, "
    "live longer, lived longer, lives longer, living longer, months to live, mortality, outlive, "
    "passed away, prognosis, survival, survive, survived, survives, surviving, years to live"
)
# What is done to cells is no outcome of a person.
OF_CELLS = whole_patterns(
    "cell death",
    r"death of (the |these |those )?(\w+ )?cells",
    r"(cells?|tissue|bacteria|germs|tumours?) (\w+ ){0,2}(die|dies|died|dying|survive|survives)",
)
FOUND = r"(diagnos\w+|found|recogni[sz]ed|detected|discovered|spotted|identified|told|treated|referred)"
BAD = r"(late|later|delayed|belated|missed|mistaken|wrong|incorrect|overdue)"
DELAY = whole_patterns(
    rf"{BAD} (\w+ )?diagnos[ie]s",
    rf"diagnos\w+ (\w+ ){{0,2}}(is|are|was|were|be|being|been|gets?|got) (\w+ )?{BAD}",
    rf"{FOUND} (\w+ )?((too |very )?late|(years|months) (later|after)|later than|by mistake|wrongly)",
    rf"(late|years|months) (to be|before being|(before|until) they are|until) (\w+ )?{FOUND}",
    r"delay(s|ed|ing)? ((in|of|to|before|the|a|their) )*(\w+ )?"
    r"(diagnos\w+|treat\w+|referr?\w*|finding|care)",
    r"(years|months) (\w+ )?(before|until|to|from|till) (\w+ ){0,3}diagnos\w+",
    r"misdiagnos\w+|wrongly diagnosed|(mistaken|treated) for years|undiagnosed for",
    r"(goes|go|went|remains?|stays?) (undiagnosed|unnoticed|undetected|unrecognised) for",
    r"(doctor|gp)s? (\w+ )?(miss|misses|missed|overlook|overlooks|overlooked)",
)
NUMBER = (
    r"(\d[\d.,]*( to \d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half|most|many|few|"
    r"a third|a quarter|two thirds|three quarters|the majority|a minority)"
)
OF_PEOPLE = (
    r"(\d|people|patients|every|those|them|cases|diagnos\w+|nets?|tumours?|two|three|four|five|ten|"
    r"twenty|a hundred)"
)
SHARE = re.compile(
    rf"\d ?%|(?<!\w)(per ?cent|percentage|proportion|share of|how many (people|patients)|"
    rf"{NUMBER} (in|of|out of) (every )?(the |all )?{OF_PEOPLE}|"
    r"(half|most|many) (all |the )?(people|patients))",
    re.IGNORECASE,
)
STAGE = whole_patterns(
    r"stages?( ?(\d|i|ii|iii|iv|one|two|three|four|at))?",
    r"grades? ?(\d|one|two|three)",
    r"advanced|metasta\w+|late stage",
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
    for part, found in found_in(_for_patients(item), DELAY):
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
