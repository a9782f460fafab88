"""What ``quizapp doctor`` looks at. Looking changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError

from quizapp import create_app
from quizapp.cli.health import machine, outside, places
from quizapp.cli.health.check import Check
from quizapp.cli.health.stored import stored
from quizapp.cli.settings import settings_faults
from quizapp.config import Settings
from quizapp.database import reading


def look(*, now: datetime) -> Iterator[Check]:
    """Look at one thing after the other; what rests on something broken is left out."""
    yield machine.python_version()
    try:
        settings = Settings()
    except ValidationError as error:
        yield Check(
            name="settings",
            ok=False,
            message="Settings: " + "; ".join(settings_faults(error)),
            fix="Change or remove these environment variables; docs/operator-guide.md explains each.",
        )
        return
    yield Check(name="settings", ok=True, message="Settings: all are valid.")
    yield from _around(settings, now=now)
    needed = [places.instance_folder(settings), places.secret_key(settings), places.database_file(settings)]
    yield from needed
    if settings.instance_dir.is_dir():
        yield machine.disk_space(settings.instance_dir)
    if all(place.ok for place in needed):
        yield from _inside(settings, now=now)


def _around(settings: Settings, *, now: datetime) -> Iterator[Check]:
    """Look at what is there without the application."""
    yield machine.time_zone(settings)
    programs = machine.backup_programs(settings)
    if programs:
        yield programs
    yield outside.address(settings)
    yield outside.rate_limits(settings)
    yield outside.live_wire(settings)
    yield outside.backups(settings, now=now)


def _inside(settings: Settings, *, now: datetime) -> Iterator[Check]:
    """Look at the application and its database, without waiting for those who write."""
    app = create_app(settings)
    yield places.static_files(app)
    yield outside.mail(app, settings)
    mark = reading.set(True)
    with app.app_context():
        yield from stored(now=now)
    reading.reset(mark)
