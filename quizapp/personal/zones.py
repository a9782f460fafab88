"""Time zones as people look for them: by continent, then country, then city."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from zoneinfo import available_timezones

from wtforms.fields.choices import SelectChoice

CONTINENTS = {
    "Africa": "Africa",
    "America": "The Americas",
    "Antarctica": "Antarctica",
    "Arctic": "Europe",
    "Asia": "Asia",
    "Atlantic": "Atlantic islands",
    "Australia": "Australia",
    "Europe": "Europe",
    "Indian": "Islands of the Indian Ocean",
    "Pacific": "Pacific islands and New Zealand",
}
COUNTRY_NAMES = {"GB": "United Kingdom"}
"""Where the list of the time zones has a name that nobody would look for."""

OTHER = "Without a place"


@cache
def zone_choices() -> tuple[SelectChoice, ...]:
    """Return the zones in use, one for each name that a place has."""
    places = sorted(_places(), key=lambda choice: (choice.optgroup, choice.label))
    return *places, SelectChoice(value="UTC", label="UTC, the same everywhere", optgroup=OTHER)


def with_zone(name: str) -> tuple[SelectChoice, ...]:
    """Return the choices with one that somebody has already, also where it is an older name."""
    known = zone_choices()
    if name in {choice.value for choice in known} or name not in available_timezones():
        return known
    return *known, SelectChoice(value=name, label=name.replace("_", " "), optgroup=OTHER)


def _places() -> Iterator[SelectChoice]:
    countries = dict(_rows("iso3166.tab")) | COUNTRY_NAMES
    for country, _position, zone, *comment in _rows("zone.tab"):
        area, _, place = zone.partition("/")
        words = place.replace("_", " ").replace("/", ", ")
        more = f" – {comment[0]}" if comment else ""
        yield SelectChoice(
            value=zone, label=f"{countries[country]}: {words}{more}", optgroup=CONTINENTS[area]
        )


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8")
    yield from (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
