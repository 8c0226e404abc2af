"""Statistics of a real store: what counts, what does not, and that the sums agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_fixtures import Sample, make_collection
from deck_fixtures import DAY_MS, PRESETS, Learner, card_id, rated_by_position, studied
from study_fixtures import answer, learner_with, sitting

from decks.adoption import histories_by_preset
from decks.days import Moment
from decks.marks import What
from decks.memory import Engine
from decks.presets import Presets
from decks.reviews import Rating, ReviewKind
from decks.scheduling import Preset
from decks.search import read_query, search
from decks.statistics import Statistics, load_papers, load_statistics
from decks.statistics_log import read_log
from decks.store.aliases import add_aliases
from decks.store.cards import all_cards
from decks.store.marks import all_decisions, retracted_by_card
from decks.store.statistics import answers_in_order, cards_in_play, decks_of_cards, scope_of


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """Two months of study with practice, a moved due date, a reset and an answer taken back."""
    made = studied(tmp_path_factory.mktemp("studied"))
    made.ms += 60_000
    for number, kind in enumerate((ReviewKind.CRAM, ReviewKind.MANUAL, ReviewKind.RESET), 3):
        made.ms += 60_000
        made.note(number, kind)
    yield made
    made.store.close()


def day_of(learner: Learner) -> int:
    return Moment(learner.clock(), 4).day


@pytest.fixture(scope="module")
def found(learner: Learner) -> Statistics:
    return load_statistics(learner.store, PRESETS, day_of(learner))


def test_answers_a_day_sum_to_the_log(learner: Learner, found: Statistics) -> None:
    """Every rated row that was not taken back stands on its day, with its time."""
    retracted = retracted_by_card(all_decisions(learner.store))
    gone = {review for reviews in retracted.values() for review in reviews}
    assert gone
    rows = [
        row
        for row in learner.store.rows("SELECT id, day, duration_ms, rating, kind FROM review")
        if row[3] is not None and row[0] not in gone
    ]
    assert sum(day.answers for day in found.days) == len(rows)
    assert sum(day.duration_ms for day in found.days) == sum(row[2] for row in rows)
    assert [day.day for day in found.days] == sorted({row[1] for row in rows})
    assert sum(day.again for day in found.days) == sum(row[3] == 1 for row in rows)
    assert sum(hour.answers for hour in found.hours) == sum(row[4] != "cram" for row in rows)


def test_the_forecast_sums_to_the_cards_begun(learner: Learner, found: Statistics) -> None:
    """Each card in play but the new ones falls due once; those due today are found as due."""
    begun = found.cards.total - found.cards.new
    assert found.forecast.total == begun > 0
    late = Moment(learner.clock(), 4)
    due = search(all_cards(learner.store), read_query("is:due"), late)
    in_steps = found.cards.learning + found.cards.relearning
    assert 0 <= found.forecast.overdue + found.forecast.days[0] - len(due) <= in_steps


def test_groups_of_retention_agree(found: Statistics) -> None:
    """By interval, by month and over all time the same answers are counted."""
    sums = [
        (sum(o.answers for o in group.values()), sum(o.recalled for o in group.values()))
        for group in (found.by_interval, found.by_month)
    ]
    ever = found.periods["all"]
    assert sums == [(ever.all.answers, ever.all.recalled)] * 2
    assert ever.young.answers + ever.mature.answers == ever.all.answers > 0


def test_papers_sum_to_the_cards(found: Statistics) -> None:
    """Each card in play belongs to one paper."""
    assert sum(paper.cards for paper in found.papers) == found.cards.total
    assert sum(paper.seen for paper in found.papers) == sum(found.stability.counts.values())
    assert sum(paper.due for paper in found.papers) == (
        found.forecast.overdue + found.forecast.days[0]
    )


def test_histories_are_those_that_optimize_fits(learner: Learner) -> None:
    """The quick walk along the log makes the same histories as the fold's."""
    store = learner.store
    log = read_log(answers_in_order(store, scope_of(store, None)), decks_of_cards(store))
    ours = [history for some in log.histories.values() for history in some]
    theirs = histories_by_preset(store, PRESETS)["default"]
    assert sorted(ours, key=lambda h: h.instants) == sorted(theirs, key=lambda h: h.instants)


def test_some_cards_alone(learner: Learner, found: Statistics) -> None:
    """The statistics of two halves of the cards add up to those of all."""
    ids = [card.id for card in all_cards(learner.store)]
    halves = [
        load_statistics(learner.store, PRESETS, found.today, some)
        for some in (ids[::2], ids[1::2], [])
    ]
    assert sum(half.cards.total for half in halves) == found.cards.total
    assert sum(day.answers for half in halves for day in half.days) == sum(
        day.answers for day in found.days
    )
    assert sum(half.periods["all"].all.answers for half in halves) == (
        found.periods["all"].all.answers
    )
    assert halves[2].days == []
    alone = load_papers(learner.store, PRESETS, found.today, ids[::2])
    assert alone == list(halves[0].papers)


def test_what_is_taken_back_never_counts(tmp_path: Path) -> None:
    """After an undo nothing is left of an answer; after a redo all of it is back."""
    learner = learner_with(tmp_path, 1)
    session = sitting(learner)
    answer(learner, session, Rating.GOOD)
    with_it = load_statistics(learner.store, PRESETS, day_of(learner))
    assert (with_it.streak.days, with_it.days[0].learning) == (1, 1)
    session.undo()
    without = load_statistics(learner.store, PRESETS, day_of(learner))
    assert (without.streak.days, list(without.days), list(without.hours)) == (0, [], [])
    assert without.cards.new == 1
    learner.store.close()


def test_practice_is_no_retention(tmp_path: Path) -> None:
    """Cram that left the schedule alone stands among the day's answers and nowhere else."""
    learner = learner_with(tmp_path, 2)
    learner.study(rated_by_position)
    learner.ms += 9 * DAY_MS
    before = load_statistics(learner.store, PRESETS, day_of(learner))
    learner.note(0, ReviewKind.CRAM)
    after = load_statistics(learner.store, PRESETS, day_of(learner))
    assert after.days[-1].cram == after.days[-1].answers == 1
    assert (after.periods, after.calibration) == (before.periods, before.calibration)
    assert after.hours == before.hours
    learner.store.close()


def test_an_id_that_gave_way_counts_for_its_holder(tmp_path: Path) -> None:
    """Reviews under two ids of one card are one history, found by the id that is left."""
    learner = learner_with(tmp_path, 2)
    learner.study(rated_by_position)
    one, other = card_id(0), card_id(1)
    all_of_both = load_statistics(learner.store, PRESETS, day_of(learner))
    with learner.store.transaction():
        add_aliases(learner.store, {other: one})
        learner.store.run("DELETE FROM standing WHERE card = ?", (other,))
    held = load_statistics(learner.store, PRESETS, day_of(learner), [one])
    assert held.days == all_of_both.days
    assert load_statistics(learner.store, PRESETS, day_of(learner), [other]).days == []
    learner.store.close()


def test_only_cards_in_play_stand_in_the_forecast(tmp_path: Path) -> None:
    """A suspended card is left out of what comes, its answers are not."""
    learner = learner_with(tmp_path, 2)
    learner.study(rated_by_position)
    before = load_statistics(learner.store, PRESETS, day_of(learner))
    learner.decide(0, What.SUSPENDED, True)
    after = load_statistics(learner.store, PRESETS, day_of(learner))
    assert (before.forecast.total, after.forecast.total) == (2, 1)
    assert before.days == after.days
    assert len(cards_in_play(learner.store, scope_of(learner.store, None))) == 1
    learner.store.close()


def test_the_desired_retention_is_that_of_the_deck(tmp_path: Path) -> None:
    """Each deck's preset says what was wanted of its cards."""
    learner = learner_with(tmp_path, 2, deck="轻松::A")
    learner.study(rated_by_position)
    learner.ms += 3 * DAY_MS
    learner.study(rated_by_position)
    easy = Preset("easy", Engine(None, 0.8), (60,), (600,), 36_500)
    presets = Presets(PRESETS.default, {"轻松": easy})
    found = load_statistics(learner.store, presets, day_of(learner))
    assert found.periods["all"].all.desired == 0.8
    learner.store.close()


def test_a_collection_without_cards(tmp_path: Path) -> None:
    """Nothing is no error: all counts are zero, and what has no mean has none."""
    collection = make_collection(tmp_path, [])
    with collection.open_store() as store:
        found = load_statistics(store, PRESETS, 20_000)
    assert (found.cards.total, found.recall, found.calibration) == (0, None, None)
    assert (list(found.days), list(found.papers), found.forecast.total) == ([], [], 0)
    assert found.periods["all"].all.share is None


def test_a_paper_is_one_under_all_its_names(tmp_path: Path) -> None:
    """Cards of papers that were merged stand under the one that is left."""
    collection = make_collection(tmp_path, [Sample("Q1 [...]", "a"), Sample("Q2 [...]", "b")])
    with collection.open_store() as store:
        one, other = (row[0] for row in store.rows("SELECT id FROM paper ORDER BY id"))
        store.run("UPDATE paper SET merged_into = ? WHERE id = ?", (one, other))
        (paper,) = load_papers(store, PRESETS, 20_000)
    assert (paper.paper, paper.cards, paper.recall) == (one, 2, None)
