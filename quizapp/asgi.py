"""What ``quizapp serve`` runs: the application for an ASGI server, on a pool of threads."""

import sys
from typing import Any

from a2wsgi import WSGIMiddleware

from quizapp import create_app, logs
from quizapp.config import Settings
from quizapp.server_process import answer

settings = Settings()
logs.configure(shape=settings.log_format, level=settings.log_level)
wsgi_app: Any = create_app(settings)
app = WSGIMiddleware(wsgi_app, workers=settings.threads)

if __name__ == "__main__":
    answer(app, host=sys.argv[1], port=int(sys.argv[2]))
