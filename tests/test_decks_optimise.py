"""Fitting parameters: scores, the hold-out, and what is adopted or taken back."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import Sample, make_collection
from deck_fixtures import card_id

from benchmarks.learner import SLOW, histories
from decks.adoption import adopt, histories_by_preset, past_fits, undo_fit
from decks.collection import Collection, open_collection
from decks.days import DAY_S, Instant, Moment, weekday
from decks.ids import CardId
from decks.memory import Engine
from decks.optimise import LEAST_ANSWERS, Fit, answers_that_tell, fit
from decks.reviews import History, Rating, Review, ReviewKind, history_of
from decks.scores import Observed, Scores, bin_of, scores
from decks.spread import Spreading
from decks.store.connection import Store
from decks.store.reviews import add_review
from decks.store.standing import renew

PUBLISHED = Engine(None, 0.9)
CARD = CardId("0" * 20)


def observed(recalled: list[bool]) -> Observed:
    return Observed(recalled, [bin_of(1, 2, 0)] * len(recalled))


def test_scores_of_known_predictions() -> None:
    """Log loss, distance in the one bin, and order, worked out by hand."""
    found = scores([0.9, 0.6, 0.8, 0.3], observed([True, False, True, True]))
    surprise = -(math.log(0.9) + math.log(0.4) + math.log(0.8) + math.log(0.3)) / 4
    assert found.log_loss == pytest.approx(surprise)
    assert found.rmse_bins == pytest.approx(abs(0.9 + 0.6 + 0.8 + 0.3 - 3) / 4)
    assert found.auc == pytest.approx(2 / 3)


AUCS = {
    "perfect": ([0.1, 0.2, 0.8, 0.9], [False, False, True, True], 1.0),
    "upside down": ([0.9, 0.1], [False, True], 0.0),
    "all equal": ([0.5, 0.5, 0.5], [False, True, True], 0.5),
    "nobody forgot": ([0.5, 0.6], [True, True], None),
}


@pytest.mark.parametrize(("recall", "recalled", "auc"), AUCS.values(), ids=AUCS)
def test_auc(recall: list[float], recalled: list[bool], auc: float | None) -> None:
    """The chance that a recalled answer was foreseen above a forgotten one; ties are halves."""
    assert scores(recall, observed(recalled)).auc == auc


def test_nothing_predicted_has_no_scores() -> None:
    """A mean of nothing is an error, not a number."""
    with pytest.raises(ValueError, match="nothing"):
        scores([], observed([]))


def test_bins_hold_like_answers() -> None:
    """Waits, numbers and lapses are told apart on scales that grow, as in the public benchmark."""
    assert bin_of(1, 2, 0) == (2.48, 4, 0)
    assert bin_of(3, 2, 0) == bin_of(1, 2, 0)
    assert bin_of(4, 2, 0) == (8.98, 4, 0)
    assert bin_of(1, 2, 1)[2] == 2


def test_another_memory_is_found() -> None:
    """Who forgets sooner than most is predicted better after a fit, on answers it has not seen."""
    found = fit(histories(12_000, SLOW), PUBLISHED, 1)
    assert found is not None
    assert found.better
    assert found.after.rmse_bins < found.before.rmse_bins
    assert found.held_out == (found.fitted + found.held_out) // 5


def test_parameters_that_are_right_already_are_kept() -> None:
    """A fit of few answers to the true memory's own learner is refused."""
    found = fit(histories(2_500, SLOW, seed=3), Engine(SLOW, 0.9), 1)
    assert found is not None
    assert not found.better


def test_too_few_answers_are_not_fitted() -> None:
    """Answers on one day say nothing of forgetting, however many there are."""
    some = histories(900, SLOW)
    assert answers_that_tell(some) < LEAST_ANSWERS
    assert fit(some, PUBLISHED, 1) is None
    same_day = [History(tuple(range(5000)), ((0, 3),) * 5000)]
    assert (answers_that_tell(same_day), fit(same_day, PUBLISHED, 1)) == (0, None)
    assert fit([], PUBLISHED, 1) is None


def test_a_fit_repeats() -> None:
    """The same answers give the same parameters."""
    some = histories(4_000, SLOW)
    first = fit(some, PUBLISHED, 1)
    assert first is not None
    assert fit(some, PUBLISHED, 1) == first


def review(ms: int, day: int, rating: Rating | None, kind: ReviewKind, days: int) -> Review:
    return Review(
        id=ms, card=CARD, device="", kind=kind, rating=rating, day=day, utc_offset_min=0,
        duration_ms=0, interval_s=days * DAY_S, previous_interval_s=0, stability=None,
        difficulty=None,
    )  # fmt: skip


def test_a_history_is_what_memory_is_made_of() -> None:
    """Answers since the last reset; practice and moved dates are none."""
    rows = [
        review(1, 0, Rating.EASY, ReviewKind.LEARNING, 8),
        review(2, 5, None, ReviewKind.RESET, 0),
        review(4, 20, Rating.AGAIN, ReviewKind.CRAM, 0),
        review(3, 10, Rating.GOOD, ReviewKind.LEARNING, 3),
        review(5, 10, None, ReviewKind.RESCHEDULED, 9),
        review(6, 22, Rating.HARD, ReviewKind.REVIEW, 9),
    ]
    assert history_of(rows) == History((3, 6), ((0, 3), (12, 2)))


MOMENT = Moment(Instant(1_738_000_000_000), 4)
LATER = Moment(Instant(MOMENT.now.ms + 1000), 4)
FIT = Fit(SLOW, 900, 100, Scores(0.5, 0.1, 0.6), Scores(0.4, 0.05, 0.7))


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Twenty cards in two decks, one of which has a preset of its own."""
    samples = [Sample(f"Q{n} [...]", "a", deck="A" if n % 2 else "B") for n in range(20)]
    made = make_collection(tmp_path, samples)
    made.settings_file.write_text(
        "decks: {'video/digest.md': A}\npresets: {slow: {spread: none}}\ndeck_presets: {A: slow}\n",
        "utf-8",
    )
    return open_collection(made.folder)


def answered(collection: Collection, store: Store) -> None:
    """Each card was good twice, the last time half a year before ``MOMENT``."""
    chance = random.Random(7)
    for number in range(20):
        card = card_id(number)
        with store.transaction():
            kinds = (ReviewKind.LEARNING, ReviewKind.REVIEW)
            days = (MOMENT.day - 200, MOMENT.day - 190 + chance.randrange(9))
            for turn, (kind, day) in enumerate(zip(kinds, days, strict=True)):
                ms = 10**12 + number * 100 + turn
                row = review(ms, day, Rating.EASY, kind, 8 + 30 * turn)
                add_review(store, replace(row, card=card))
            renew(store, card, collection.presets(store))


def standing(store: Store) -> list[tuple[object, ...]]:
    return store.rows(
        "SELECT card, deck, stability, difficulty, due_day, interval_s FROM standing ORDER BY card"
    )


def test_a_fit_changes_memory_and_leaves_due_dates(collection: Collection) -> None:
    """Each preset has its own parameters, remembered with their date; nothing is due elsewhere."""
    with collection.open_store() as store:
        answered(collection, store)
        adopt(collection, store, {}, MOMENT, move=False)
        before = standing(store)
        assert adopt(collection, store, {"slow": FIT}, MOMENT, move=False) == 0
        after = standing(store)
        assert [row[4:] for row in after] == [row[4:] for row in before]
        changed = {row[1] for row, old in zip(after, before, strict=True) if row[2] != old[2]}
        assert changed == {"A"}
        assert [(fit.fitted, fit.in_force) for fit in past_fits(store, "slow")] == [(900, True)]
        assert past_fits(store, "default") == []


def test_due_dates_move_on_request_and_back(collection: Collection) -> None:
    """By rows of their own, which an undo retracts; the standing is then as it was."""
    with collection.open_store() as store:
        answered(collection, store)
        adopt(collection, store, {}, MOMENT, move=False)
        before = standing(store)
        both = {"slow": FIT, "default": FIT}
        assert adopt(collection, store, both, MOMENT, move=True) == 20
        kinds = store.rows("SELECT kind, count(*) FROM review GROUP BY kind ORDER BY kind")
        assert dict(kinds)["rescheduled"] == 20
        for row in standing(store):
            days = Engine(SLOW, 0.9).interval_days(float(str(row[2])))
            assert abs(int(str(row[5])) / DAY_S - days) <= 0.15 * days + 2
        for preset in both:
            assert undo_fit(collection, store, preset, MOMENT)
        assert standing(store) == before
        assert not undo_fit(collection, store, "slow", MOMENT)


def test_due_dates_move_to_days_with_room(tmp_path: Path) -> None:
    """Cards answered alike spread over their range, siblings apart, and none on an easy day."""
    samples = [Sample(f"Q{n} [...]", "a") for n in range(60)]
    made = make_collection(tmp_path, samples)
    made.settings_file.write_text("easy_days: {sunday: minimum}\n", "utf-8")
    collection = open_collection(made.folder)
    with collection.open_store() as store:
        points = [store.rows("SELECT point FROM card WHERE id = ?", (card_id(n),)) for n in (0, 1)]
        store.run("UPDATE card SET point = ? WHERE point = ?", (points[0][0][0], points[1][0][0]))
        for number in range(60):
            rows = [
                review(
                    10**12 + number * 9 + turn, MOMENT.day - 10 * (2 - turn), Rating.EASY, kind, 90
                )
                for turn, kind in enumerate((ReviewKind.LEARNING, ReviewKind.REVIEW))
            ]
            for row in rows:
                add_review(store, replace(row, card=card_id(number)))
            renew(store, card_id(number), collection.presets(store))
        assert adopt(collection, store, {"default": FIT}, MOMENT, move=True) == 60
        found = store.rows("SELECT card, due_day, stability FROM standing")
        days = Counter(day for _, day, _ in found)
        wanted = Engine(SLOW, 0.9).interval_days(found[0][2])
        lower, upper = Spreading(0.5, 36_500).bounds(wanted, 1)
        first, last = MOMENT.day - 10 + lower, MOMENT.day - 10 + upper
        open_days = [day for day in range(max(first, MOMENT.day), last + 1) if weekday(day) != 6]
        assert len(open_days) > 3
        assert sorted(days) == open_days
        assert max(days.values()) - min(days.values()) <= 1
        due = {card: day for card, day, _ in found}
        assert due[card_id(0)] != due[card_id(1)]
        # What suits its memory stays: once more moves nothing.
        assert adopt(collection, store, {"default": FIT}, LATER, move=True) == 0


def test_an_undo_goes_back_one_fit_at_a_time(collection: Collection) -> None:
    """After two fits the first holds again, then the published parameters; both stay in the log."""
    with collection.open_store() as store:
        second = replace(FIT, parameters=(*SLOW[:20], 0.2), fitted=950)
        for each in (FIT, second):
            adopt(collection, store, {"default": each}, MOMENT, move=False)
        assert collection.presets(store).default.engine.parameters == second.parameters
        assert undo_fit(collection, store, "default", MOMENT)
        assert collection.presets(store).default.engine.parameters == SLOW
        assert undo_fit(collection, store, "default", MOMENT)
        assert collection.presets(store).default.engine.parameters == PUBLISHED.parameters
        assert [fit.in_force for fit in past_fits(store, "default")] == [False, False]


def test_histories_go_to_the_preset_of_their_deck(collection: Collection) -> None:
    """Cards that were never answered have none."""
    with collection.open_store() as store:
        assert histories_by_preset(store, collection.presets(store)) == {}
        answered(collection, store)
        found = histories_by_preset(store, collection.presets(store))
        assert sum(len(some) for some in found.values()) == 20
