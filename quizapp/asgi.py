"""What ``quizapp serve`` runs: the application for an ASGI server, on a pool of threads."""

import sys
from typing import Any

from a2wsgi import WSGIMiddleware

from quizapp import create_app, logs
from quizapp.config import Settings
from quizapp.personal import daily
from quizapp.server_process import answer

settings = Settings()
logs.configure(shape=settings.log_format, level=settings.log_level)
wsgi_app: Any = create_app(settings)
app = WSGIMiddleware(wsgi_app, workers=settings.threads)


def offer_metrics() -> None:
    """Answer Prometheus where the settings say so, or end with a sentence."""
    if not settings.metrics_port:
        return
    try:
        wsgi_app.extensions["metrics"].serve(settings.metrics_port)
    except OSError as error:
        raise SystemExit(
            f"QUIZAPP_METRICS_PORT: nothing can answer on port {settings.metrics_port}: {error.strerror}."
        ) from None


if __name__ == "__main__":
    offer_metrics()
    daily.start(wsgi_app)
    answer(app, host=sys.argv[1], port=int(sys.argv[2]))
