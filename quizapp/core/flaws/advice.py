"""Rules about what a quiz must leave to a care team: doses, products, whom to ring."""

import re
from collections.abc import Iterator

from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Item
from quizapp.core.parts import parts
from quizapp.core.words import any_of

AMOUNT = (
    r"(?:\d[\d.,]*(?:\s?(?:to|or|–|-)\s?\d[\d.,]*)?|half an?|one|two|three|four|five|six|eight|ten|"
    r"twelve|fifteen|"
    r"twenty|thirty|forty|fifty|sixty|ninety|(?:a|one|two|five) hundred)"
)
DOSE = re.compile(
    rf"(?<![\w.,]){AMOUNT}[\s-]?"
    r"(?:mg|milligram(?:me)?s?|mcg|µg|μg|microgram(?:me)?s?|ml|millilitres?|iu|units?|"
    r"[gm]bq|[gm](?:ig|eg)abecquerels?|mci|millicuries?|international units|"
    r"tablets?|pills?|capsules?|ampoules?|vials?|sachets?|teaspoons?|teaspoonfuls?|puffs?|drops?)"
    # An amount in so much blood is no dose; one for so much of a person, or for a day, is.
    r"(?!\w|-\d|\s?/(?!\s?(?:kg|m2|m²|day|week|month|hour|dose|d|h)(?!\w))|"
    r"\s?per (?:ml|l|litre|millilitre)(?!\w))",
    re.IGNORECASE,
)
BRANDS = any_of(
    "Abraxane, Adriamycin, Advil, Afinitor, Avastin, Azedra, Botox, Buscopan, Calpol, Camptosar, "
    "Cholestagel, "
    "Colestid, Cometriq, CyberKnife, Dioralyte, Eloxatin, Gaviscon, Gemzar, Glucophage, Herceptin, Humalog, "
    "Inlyta, Isturisa, Keytruda, Korlym, Kytril, Lantus, Lenvima, Lipiodol, Maxolon, Motilium, Nexavar, "
    "NovoRapid, Novolog, Nurofen, Nutrizym, Opdivo, Ozempic, Panadol, Pancrease, Pancrex, Paraplatin, "
    "Pepcid, "
    "Platinol, Pegasys, Prevacid, Protonix, Reglan, SIR-Spheres, Stivarga, Tarceva, Taxol, Taxotere, "
    "Tektrotyd, TheraSphere, Tums, Tylenol, Valium, Votrient, Wegovy, Welchol, Yervoy, Zenpep, Zoton, "
    " Bynfezia, Cabometyx, Creon, Detectnet, Eudemine, Imodium, Lomotil, Losec, "
    "Lutathera, Mycapssa, Netspot, Nexium, Octreoscan, Prilosec, Proglycem, Pulmocis, Questran, "
    "Sandostatin, Signifor, Somakit, Somatuline, Sutent, Temodal, Temodar, Votubia, Welireg, Xeloda, "
    "Xermelo, Zanosar, Zantac, Zofran"
)
PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d[\d ()-]{6,}\d|\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}|"
    r"(?:1[ -])?\(?\d{3}\)?[ -]\d{3}[ -]\d{4})(?![\w%])"
    r"|(?<![\w-])(?:call|dial|ring|phone|telephone|number)(?:ing|s)?(?: is| on| at)* “?"
    r"(?:\d{3,6}|one one one|nine nine nine)(?!\w)"
    r"|(?<![\w.,-])(?:999|112|911)(?= (?:or|and|for|at once|straight|right|in|if|number|line|call)|"
    r"[?!.,;:)”\"]|$)"
    r"|(?<![\w-])(?:nhs|helpline|hotline|emergency line|freephone)(?: number)?(?: is)? \d{3,}"
    r"|(?<![\w.,-])(?:116[ -]?\d{3}|\d{2}(?:[ .-]\d{2}){4}|\d{3}\.\d{3}\.\d{4}|"
    r"00 ?\d{2} ?\d[\d ]{6,})(?![\w%])"
    r"|(?<![\w-])(?:nine nine nine|one one two|nine one one|one one one|treble nine|triple nine|"
    r"triple zero)(?!\w)",
    re.IGNORECASE,
)
"""Numbers with a country's or an area's code, as they are written in the UK and the US, and short ones."""
PHONE_NEEDS = re.compile(r"\d\d|nine|one one|one two|treble|triple")


@rule(source="own")
def dose(item: Item) -> Iterator[Fault]:
    """No text gives a dose of a medicine (“30 mg”)."""
    for part, found in found_in(parts(item), DOSE):
        yield Fault(
            place=part.place,
            message=f"“{found}” reads like a dose (in “{part.text}”).",
            fix="Leave it out: somebody might act on it.",
        )


@rule(source="own")
def brand_name(item: Item) -> Iterator[Fault]:
    """Medicines and scans go by their generic names, never by a brand name."""
    for part, found in found_in(parts(item), BRANDS):
        yield Fault(
            place=part.place,
            message=f"“{found}” is a brand name (in “{part.text}”).",
            fix="Use the generic name.",
        )


@rule(source="own")
def phone_number(item: Item) -> Iterator[Fault]:
    """No text gives a phone number, not even that of an emergency line."""
    for part, found in found_in(parts(item), PHONE, needs=PHONE_NEEDS):
        yield Fault(
            place=part.place,
            message=f"“{found}” reads like a phone number (in “{part.text}”).",
            fix="Leave it out: whom to ring is a setting of each place where this runs.",
        )
