"""``quizapp study fit``: fit the memory model to a learner. ``… evaluate``: how well models foretell."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from quizapp.cli.database import tables
from quizapp.core.foretelling import Figures, mean_figures
from quizapp.study.fitting import evaluation, fit
from quizapp.study.fitting.evaluation import Evaluation
from quizapp.study.fitting.fit import Fit
from quizapp.study.fitting.optimiser import NoFitError
from quizapp.web.clock import new_id, utcnow
from quizapp.web.filters import count_of

MODELS = ("default", "fitted", "constant")


@click.command(name="fit")
@click.option("--learner", required=True, type=int, help="The learner's number.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def fit_memory(learner: int, as_json: bool) -> None:
    """Fit the memory model to a learner's answers; it is kept only if it foretells newer ones better."""
    with tables():
        try:
            done = fit.fit(learner, fit_id=new_id(), now=utcnow())
        except NoFitError as error:
            if not as_json:
                raise click.ClickException(str(error)) from error
            click.echo(json.dumps({"ok": False, "learner_id": learner, "problem": str(error)}, indent=2))
            raise SystemExit(1) from error
    click.echo(json.dumps(_fit_as_json(done, learner), indent=2) if as_json else _said(done))


@click.command(name="evaluate")
@click.option("--learner", type=int, help="Only this learner; everybody when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@with_appcontext
def evaluate_models(learner: int | None, as_json: bool) -> None:
    """Tell how well the usual model, a fitted one and a constant foretell what learners answered."""
    with tables():
        try:
            found = list(evaluation.evaluate(None if learner is None else [learner]))
        except NoFitError as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(_as_json(found), indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _fit_as_json(done: Fit, learner_id: int) -> dict[str, object]:
    whole = asdict(done) | {"id": str(done.id), "fitted_at": done.fitted_at.isoformat()}
    return {"ok": True, "learner_id": learner_id, "problem": "", "fit": whole}


def _said(done: Fit) -> str:
    losses = f"log loss {done.loss_before:.4f} before, {done.loss_after:.4f} after"
    what = "It is used from now on." if done.kept else "It foretells no better, so nothing changes."
    return f"Fitted to {count_of(done.reviews, 'answer', 'answers')}: {losses}. {what}"


def _means(found: Sequence[Evaluation]) -> dict[str, Figures | None]:
    """Return the means of each model; without the optimiser, one of them is missing."""
    return {
        model: mean_figures([figures for one in found if (figures := getattr(one, model))])
        for model in MODELS
    }


def _as_json(found: Sequence[Evaluation]) -> dict[str, object]:
    means = _means(found)
    return {
        "learners": [asdict(one) for one in found],
        "mean": {model: asdict(figures) if figures else None for model, figures in means.items()},
    }


def _lines(found: Sequence[Evaluation]) -> Iterator[str]:
    if not found:
        yield "Nobody has answered enough cards on later days yet."
        return
    for one in found:
        yield f"Learner {one.learner_id}: {count_of(one.default.outcomes, 'outcome', 'outcomes')}"
        yield from _models({model: getattr(one, model) for model in MODELS})
        if one.problem:
            yield f"  {one.problem}"
    if len(found) > 1:
        yield f"Mean of {len(found):,} learners, by their outcomes"
        yield from _models(_means(found))


def _models(by_name: dict[str, Figures | None]) -> Iterator[str]:
    for model, figures in by_name.items():
        if figures:
            auc = "none" if figures.auc is None else f"{figures.auc:.4f}"
            losses = f"log loss {figures.log_loss:.4f}   RMSE(bins) {figures.rmse_bins:.4f}"
            yield f"  {model:<9} {losses}   AUC {auc}"
