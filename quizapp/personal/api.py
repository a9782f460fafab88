"""Everything of a learner, for programs."""

from apiflask.schemas import FileSchema
from flask.typing import ResponseReturnValue

from quizapp.core.people import Scope
from quizapp.personal import download
from quizapp.web import access
from quizapp.web.api.blueprint import api_blueprint
from quizapp.web.clock import utcnow

bp = api_blueprint("export", __name__, tag="Export", about="Everything that is stored about a learner.")


@bp.get("/export")
@access.token(Scope.EXPORT, own=True)
@bp.output(FileSchema(type="string", format="binary"), content_type="application/zip")
def read_export() -> ResponseReturnValue:
    """Fetch everything that is stored about the learner.

    A zip with each list as JSON and as CSV, explained in its README.txt.
    """
    return download.everything(now=utcnow())
