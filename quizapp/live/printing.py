"""A page as a PDF, made by WeasyPrint where it is installed; it needs Pango, so nothing else rests on it."""

import importlib
import logging
import mimetypes
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

PACKAGE = "weasyprint"
KEPT = 16
one_at_a_time = Lock()


def is_installed() -> bool:
    """Tell whether PDFs can be made here: the package is there, and so is Pango."""
    return _package(PACKAGE) is not None


def pdf(page: str, *, static_folder: Path, static_path: str) -> bytes:
    """Return a page of ours as a PDF; its styles come from ``static_folder``, and nothing from elsewhere.

    A room asks for the same sheet at once, so it is made once.
    """
    with one_at_a_time:
        return _made(page, static_folder, static_path)


@cache
def _package(name: str) -> Any:
    try:
        package = importlib.import_module(name)
    except (ImportError, OSError):  # OSError: Pango is missing
        return None
    # It tells of every style that paper has no use for.
    logging.getLogger(name).setLevel(logging.ERROR)
    return package


@lru_cache(maxsize=KEPT)
def _made(page: str, static_folder: Path, static_path: str) -> bytes:
    package = _package(PACKAGE)
    fetcher: Any = package.urls.URLFetcher

    class OwnFiles(fetcher):
        """Reads our own static files, and asks nobody for anything else."""

        def fetch(self, url: str, headers: object = None) -> Any:
            path = urlsplit(url).path
            file = (static_folder / path.removeprefix(static_path)).resolve()
            if not (path.startswith(static_path) and file.is_relative_to(static_folder.resolve())):
                raise ValueError("not one of our own files")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return package.urls.URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    document = package.HTML(string=page, base_url="http://here/", url_fetcher=OwnFiles())
    # Tagged, so that a screen reader finds headings, lists and tables. A variant such as PDF/UA would also
    # write into the file that it conforms, which nobody has checked.
    made: bytes = document.write_pdf(pdf_tags=True)
    return made
