"""``paperdeck optimize``: fit the schedule to the learner's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import click

from decks.adoption import adopt, histories_by_preset, past_fits, undo_fit
from decks.collection import Collection
from decks.days import Moment
from decks.optimise import LEAST_ANSWERS, Fit, answers_that_tell, fit
from decks.presets import DEFAULT, Fitted, Presets
from decks.reviews import History
from decks.scores import Scores
from decks.store.connection import Store
from decks.store.fitted import fitted_parameters
from notes.errors import PaperdeckError
from tui.due_text import instant_text
from tui.opening import Start, collection_of, moment_of, open_to_write
from tui.output import aligned, json_option, show, show_json
from tui.wording import say


class OptimizeError(PaperdeckError):
    """There is no such preset, nothing to take back, or others fitted it meanwhile."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one preset."""

    preset: str
    answers: int
    fit: Fit | None
    """None: too few answers."""

    @property
    def outcome(self) -> str:
        """``adopted``, ``worse`` or ``too-few``."""
        if self.fit is None:
            return "too-few"
        return "adopted" if self.fit.better else "worse"


@click.command("optimize", help=say("optimize.help"))
@click.argument("preset", metavar="[PRESET]", required=False)
@click.option("--reschedule", is_flag=True, help=say("optimize.help_reschedule"))
@click.option("--undo", is_flag=True, help=say("optimize.help_undo"))
@json_option
@click.pass_obj
def command(start: Start, preset: str | None, reschedule: bool, undo: bool, as_json: bool) -> None:
    """Fit every preset, or the one that is named, or take its last fit back."""
    if undo and reschedule:
        raise click.UsageError(say("optimize.undo_alone"))
    collection = collection_of(start)
    known = (DEFAULT, *collection.settings.presets)
    if preset is not None and preset not in known:
        raise OptimizeError(say("optimize.no_preset", preset=preset, known=", ".join(known)))
    moment = moment_of(collection)
    with open_to_write(collection) as store:
        if undo:
            _undo(collection, store, preset or DEFAULT, moment, as_json=as_json)
            return
        with store.snapshot():
            presets, in_force = collection.presets(store), fitted_parameters(store, known)
            histories = histories_by_preset(store, presets)
        tried = _tried(presets, histories, [preset] if preset else known)
        better = {each.preset: each.fit for each in tried if each.fit and each.fit.better}
        moved = 0
        if better:
            with _unless_overtaken(store, known, in_force):
                moved = adopt(collection, store, better, moment, move=reschedule)
        if as_json:
            show_json(_document(store, tried, moved, moment))
            return
    for each in tried:
        _print(each)
    if better:
        show(say("optimize.moved", count=moved) if reschedule else say("optimize.not_moved"))


def _tried(
    presets: Presets, histories: Mapping[str, Sequence[History]], names: Sequence[str]
) -> list[Tried]:
    found = []
    for preset in presets:
        if preset.name in names:
            some = histories.get(preset.name, [])
            made = fit(some, preset.engine, len(preset.relearning_steps_s))
            found.append(Tried(preset.name, answers_that_tell(some), made))
    return found


@contextmanager
def _unless_overtaken(store: Store, presets: Iterable[str], judged: Fitted) -> Iterator[None]:
    """A transaction. Raises OptimizeError if ``judged`` are not those in force any more."""
    with store.transaction():
        if fitted_parameters(store, presets) != judged:
            raise OptimizeError(say("optimize.overtaken"))
        yield


def _undo(
    collection: Collection, store: Store, preset: str, moment: Moment, *, as_json: bool
) -> None:
    if not undo_fit(collection, store, preset, moment):
        raise OptimizeError(say("optimize.nothing_to_undo", preset=preset))
    if as_json:
        history = _history(store, preset, moment)
        show_json(
            {"version": 1, "presets": [{"preset": preset, "outcome": "undone", "history": history}]}
        )
    else:
        show(say("optimize.undone", preset=preset))


def _print(tried: Tried) -> None:
    if tried.fit is None:
        show(say("optimize.too_few", preset=tried.preset, count=tried.answers, least=LEAST_ANSWERS))
        return
    found = tried.fit
    show(say("optimize.fitted", preset=tried.preset, fitted=found.fitted, held=found.held_out))
    columns = ["", say("optimize.log_loss"), say("optimize.rmse"), say("optimize.auc")]
    rows = [
        [say("optimize.before"), *_numbers(found.before)],
        [say("optimize.after"), *_numbers(found.after)],
    ]
    for line in aligned([columns, *rows]):
        show(line)
    show(say(f"optimize.{tried.outcome}"))


def _numbers(scores: Scores) -> list[str]:
    auc = "–" if scores.auc is None else f"{scores.auc:.4f}"
    return [f"{scores.log_loss:.4f}", f"{scores.rmse_bins:.4f}", auc]


def _document(store: Store, tried: list[Tried], moved: int, moment: Moment) -> dict[str, Any]:
    return {
        "version": 1,
        "rescheduled": moved,
        "presets": [
            {
                "preset": each.preset,
                "outcome": each.outcome,
                "answers": each.answers,
                "fit": asdict(each.fit) if each.fit else None,
                "history": _history(store, each.preset, moment),
            }
            for each in tried
        ],
    }


def _history(store: Store, preset: str, moment: Moment) -> list[dict[str, Any]]:
    """Every fit of a preset that was ever adopted, those taken back among them."""
    offset = moment.now.utc_offset_min
    return [
        {"at": instant_text(past.ms, offset), "fitted": past.fitted, "in_force": past.in_force}
        for past in past_fits(store, preset)
    ]
