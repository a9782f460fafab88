"""What ``quizapp serve`` runs: the live hub, and the application behind it on a pool of threads."""

import gc

from quizapp import create_app, logs
from quizapp.bodies import on_threads
from quizapp.config import Settings
from quizapp.live.hub import Hub
from quizapp.personal import daily
from quizapp.server_process import answer, wait_for_place

COLLECTED_AFTER = (100_000, 20, 20)
"""After how many new objects garbage is looked for among them, and how many such times among older ones."""

settings = Settings()
logs.configure(shape=settings.log_format, level=settings.log_level)
wsgi_app = create_app(settings)
app = Hub(wsgi_app, on_threads(wsgi_app, threads=settings.threads))


def begin(number: int) -> None:
    """Do what a server process does beside answering; the first of several keeps the day's jobs."""
    offer_metrics(number)
    if number == 0:
        daily.start(wsgi_app)


def offer_metrics(number: int) -> None:
    """Answer Prometheus where the settings say so, each process on its own port, or end with a sentence."""
    if not settings.metrics_port:
        return
    port = settings.metrics_port + number
    try:
        wsgi_app.extensions["metrics"].serve(port)
    except OSError as error:
        raise SystemExit(
            f"QUIZAPP_METRICS_PORT: nothing can answer on port {port}: {error.strerror}."
        ) from None


if __name__ == "__main__":
    # What is loaded stays, and phones listen for an hour: looking through all that for garbage as often as is
    # usual took a fifth of the time in which a room's answers are taken.
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    if place := wait_for_place():
        begin(place.number)
        answer(app, place, on_stop=app.hang_up)
