"""A real Anki imports our packages without losing anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import anki_reading
import pytest
from deck_fixtures import (
    KINDS_OF_TEXT,
    PRESET,
    PRESETS,
    Learner,
    Sample,
    card_id,
    fill,
    studied,
    text,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.cards import Card
from decks.days import calendar_date
from decks.marks import What
from decks.memory import Engine
from decks.presets import Presets
from decks.queue import Limits
from decks.reviews import Phase, Rating, ReviewKind
from exports.anki_fields import guid
from exports.anki_html import written
from exports.anki_package import Contents, Terms, contents, write_package

ORACLE = Path(__file__).parents[2] / "shared" / "tools" / "anki_oracle.py"
ZONES = [
    (0, "UTC"),
    (480, "Asia/Shanghai"),
    (-480, "Etc/GMT+8"),
    (0, "Pacific/Auckland"),
    (480, "Etc/GMT+10"),
    (-480, "Pacific/Auckland"),
]
"""Minutes east of UTC of the learner, and the time zone of the machine that imports."""


@dataclass(frozen=True)
class Round:
    """What was exported, and what Anki made of it."""

    cards: dict[str, Card]
    contents: Contents
    there: dict[str, anki_reading.Arrived]
    html: dict[str, tuple[str, str]]


def export(learner: Learner, path: Path, presets: Presets = PRESETS) -> Contents:
    what = contents(learner.store)
    terms = Terms(presets, Limits(20, 200), learner.clock(), learner.day_starts_at)
    write_package(learner.store, what, terms, path)
    return what


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp("trip")
    learner = studied(folder)
    what = export(learner, folder / "cards.apkg")
    with anki_reading.collection(folder / "anki") as col:
        anki_reading.imported(col, folder / "cards.apkg")
        there = anki_reading.arrived(col)
        html = {name: anki_reading.rendered(col, card.card_id) for name, card in there.items()}
    learner.store.close()
    return Round({guid(card.id): card for card in what.cards}, what, there, html)


def test_the_fixture_holds_every_standing(trip: Round) -> None:
    """What the other tests compare is more than cards in review."""
    queues = {card.queue for card in trip.there.values()}
    assert queues == {0, 1, 2, -1, -3}
    assert {card.type for card in trip.there.values()} == {0, 1, 2, 3}
    assert any(card.lapses for card in trip.there.values())
    assert any(card.flag for card in trip.there.values())


def test_every_card_arrives_once_under_its_own_ids(trip: Round) -> None:
    """Guid, note id and card id are those that the store has given."""
    assert trip.there.keys() == trip.cards.keys()
    for name, card in trip.cards.items():
        there = trip.there[name]
        assert (there.note_id, there.card_id) == (card.anki_note_id, card.anki_card_id)


def test_state_arrives_as_it_is(trip: Round) -> None:
    """Phase, interval, counts, flag, stability and difficulty are those of the store."""
    types = {Phase.NEW: 0, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
    for name, card in trip.cards.items():
        there, schedule = trip.there[name], card.schedule
        assert there.type == types[schedule.phase]
        assert (there.reps, there.lapses) == (schedule.reps, schedule.lapses)
        assert there.flag == card.flag
        if schedule.phase is Phase.REVIEW:
            assert there.interval == schedule.interval_s // 86_400
        memory = schedule.memory
        assert there.stability == (pytest.approx(memory.stability, abs=1e-4) if memory else None)
        assert there.difficulty == (pytest.approx(memory.difficulty, abs=1e-3) if memory else None)


def test_cards_come_back_on_the_same_date(trip: Round) -> None:
    """A review is due on its date, a card in its steps at its second, new ones in order."""
    for name, card in trip.cards.items():
        there, schedule = trip.there[name], card.schedule
        if schedule.phase is Phase.REVIEW:
            assert schedule.due_day is not None
            assert there.due_date == calendar_date(schedule.due_day).isoformat()
        elif schedule.due_ms is not None:
            assert there.due == schedule.due_ms // 1000
    new = [name for name, card in trip.cards.items() if card.schedule.phase is Phase.NEW]
    assert sorted(new, key=lambda name: trip.there[name].due) == new


def test_the_review_log_arrives_row_by_row(trip: Round) -> None:
    """Instant, rating, time and kind of every review that counts, and of no other."""
    kinds = {"learning": 0, "review": 1, "relearning": 2}
    for name, card in trip.cards.items():
        expected = [
            (row.id, row.rating, row.duration_ms, kinds[row.kind.value])
            for row in trip.contents.reviews.get(card.id, ())
        ]
        got = [(row[0], row[1], row[5], row[6]) for row in trip.there[name].reviews]
        assert got == expected
        assert len(got) == card.schedule.reps


def test_intervals_in_the_log_are_days_or_negative_seconds(trip: Round) -> None:
    """A step of ten minutes is -600; the interval before it stands beside it."""
    for name, card in trip.cards.items():
        for ours, theirs in zip(
            trip.contents.reviews.get(card.id, ()), trip.there[name].reviews, strict=True
        ):
            seconds = (ours.interval_s, ours.previous_interval_s)
            expected = [s // 86_400 if s >= 86_400 else -s for s in seconds]
            assert list(theirs[2:4]) == expected


def test_decks_and_tags_arrive(trip: Round) -> None:
    """A card lies in its deck, and bears the user's tags, the paper's, its kind and sources."""
    for name, card in trip.cards.items():
        assert trip.there[name].deck == card.deck
    assert set(trip.there[guid(card_id(0))].tags) == {
        "kind::key_points", "text_to_video", "to_read", "视频", "重要",
    }  # fmt: skip
    assert "src::other_notes/b.md" in trip.there[guid(card_id(8))].tags


def test_suspended_and_buried_cards_stay_so(trip: Round) -> None:
    """Put aside here is put aside there."""
    assert trip.there[guid(card_id(1))].queue == -1
    assert trip.there[guid(card_id(2))].queue == -3


def test_text_appears_as_it_was_written(trip: Round) -> None:
    """Tags, braces, brackets and backslashes of a note are shown, and mean nothing to Anki."""
    for name, card in trip.cards.items():
        if all(span.kind.value == "text" for span in card.question):
            shown, tags = anki_reading.part(trip.html[name][0], "question")
            assert shown == written("".join(span.text for span in card.question))
            assert set(tags) <= {"span"}


def test_empty_fields_leave_no_row(trip: Round) -> None:
    """Without a year, a label or a link there is no element for it."""
    _, back = trip.html[guid(card_id(8))]
    for row in ("year", "label", "links", "authors", "context", "extra"):
        assert f'class="{row}"' not in back
    assert 'class="title"' in back


def test_the_answer_stands_before_the_point_and_marked_in_it(trip: Round) -> None:
    """A blank's sentence comes back whole."""
    front, back = trip.html[guid(card_id(0))]
    assert anki_reading.part(front, "question")[0] == "用 […] 一次生成整段视频"
    assert anki_reading.part(back, "answer")[0] == "Space-Time U-Net"
    assert anki_reading.part(back, "point")[0] == "用 Space-Time U-Net 一次生成整段视频"
    assert back.index('class="answer"') < back.index('class="point"')


@pytest.mark.parametrize(("offset", "zone"), ZONES)
def test_dates_hold_in_every_time_zone(tmp_path: Path, offset: int, zone: str) -> None:
    """East and west of Greenwich, at home and abroad, a card comes back on the app's date."""
    learner = studied(tmp_path, utc_offset_min=offset)
    what = export(learner, tmp_path / "cards.apkg")
    learner.store.close()
    due = {
        guid(card.id): calendar_date(card.schedule.due_day).isoformat()
        for card in what.cards
        if card.schedule.phase is Phase.REVIEW and card.schedule.due_day is not None
    }
    run = subprocess.run(
        [sys.executable, anki_reading.__file__, str(tmp_path / "cards.apkg")],
        env={**os.environ, "TZ": zone},
        check=True,
        capture_output=True,
        text=True,
    )
    assert {name: date for name, date in json.loads(run.stdout).items() if date} == due


@pytest.mark.skipif(not ORACLE.exists(), reason="../shared is not here")
def test_the_oracle_finds_nothing(tmp_path: Path) -> None:
    """No problem, no difference between package and collection; a re-export changes nothing."""
    learner = studied(tmp_path)
    export(learner, tmp_path / "cards.apkg")
    learner.ms += 3_600_000
    export(learner, tmp_path / "again.apkg")
    learner.store.close()
    arguments = [tmp_path / "cards.apkg", "--second", tmp_path / "again.apkg", "--strict"]
    run = subprocess.run(
        [sys.executable, str(ORACLE), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(run.stdout)
    assert (said["problems"], said["state_diff"], run.returncode) == ([], [], 0)
    changes = said["second"]["difference"]
    assert not any(value for key, value in changes.items() if key != "counts_delta")
    assert not any(changes["counts_delta"].values())
    assert said["second"]["new_problems"] == []


def test_a_changed_text_updates_its_note_alone(tmp_path: Path) -> None:
    """Of a second export Anki takes what has changed since the first, and keeps its own edits."""
    learner = studied(tmp_path)
    export(learner, tmp_path / "one.apkg")
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, tmp_path / "one.apkg")
        before = anki_reading.arrived(col)
        edited = col.get_note(before[guid(card_id(4))].note_id)
        edited["Back"] = "mine"
        col.update_note(edited)
        learner.ms += 3_600_000
        learner.decide(12, What.EDIT, {"question": [["text", "Reworded?"]], "answer": "Yes"})
        export(learner, tmp_path / "two.apkg")
        log = anki_reading.imported(col, tmp_path / "two.apkg")
        after = anki_reading.arrived(col)
    assert (len(log.new), len(log.updated)) == (0, 1)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {guid(card_id(12)), guid(card_id(4))}
    assert "Reworded?" in after[guid(card_id(12))].fields
    assert after[guid(card_id(12))].due == before[guid(card_id(12))].due
    assert "mine" in after[guid(card_id(4))].fields
    learner.store.close()


def test_anki_computes_the_same_memory_from_the_log(tmp_path: Path) -> None:
    """Switching FSRS on makes Anki fold the log again: it comes to our stability and difficulty."""
    assert compared_memories(studied(tmp_path), tmp_path) >= 12


def test_rows_that_are_no_answers_leave_the_memory_alike(tmp_path: Path) -> None:
    """Practice and moved due dates do not count in Anki either; a reset begins anew there too."""
    learner = studied(tmp_path)
    for number, kind in ((3, "manual"), (4, "rescheduled"), (5, "cram"), (12, "reset")):
        learner.ms += 1_000
        learner.note(number, ReviewKind(kind))
    learner.go_to(150, 20)
    learner.study(lambda _: Rating.GOOD, new=1)
    assert compared_memories(learner, tmp_path) >= 12


def compared_memories(learner: Learner, folder: Path) -> int:
    """Let Anki forget every memory and compute it from the log; how many there are."""
    what = export(learner, folder / "cards.apkg")
    learner.store.close()
    with anki_reading.collection(folder / "anki") as col:
        anki_reading.imported(col, folder / "cards.apkg")
        col.db.execute("update cards set data = '{}'")
        anki_reading.switch_fsrs_on(col, "digests")
        there = anki_reading.arrived(col)
    memories = {guid(card.id): card.schedule.memory for card in what.cards}
    for name, memory in memories.items():
        if memory is None:
            assert there[name].stability is None
            continue
        assert there[name].stability == pytest.approx(memory.stability, rel=1e-3, abs=1e-4)
        assert there[name].difficulty == pytest.approx(memory.difficulty, rel=1e-3)
    return sum(memory is not None for memory in memories.values())


def test_parameters_arrive_as_a_preset_of_every_deck(tmp_path: Path) -> None:
    """Decks and those that they lie in have our steps, retention and FSRS parameters."""
    learner = studied(tmp_path)
    export(learner, tmp_path / "cards.apkg")
    learner.store.close()
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, tmp_path / "cards.apkg")
        configs = defaultdict(set)
        for name in ("digests", "digests::video", "阅读", "阅读::扩散 模型"):
            config = col.decks.config_dict_for_deck_id(col.decks.id_for_name(name))
            configs[config["id"]].add(name)
            assert config["fsrsParams6"] == pytest.approx(PRESET.engine.parameters, abs=1e-4)
            assert config["desiredRetention"] == pytest.approx(0.9)
            assert (config["new"]["delays"], config["lapse"]["delays"]) == ([1.0, 10.0], [10.0])
            assert (config["new"]["perDay"], config["rev"]["perDay"]) == (20, 200)
        assert len(configs) == 1


def test_each_deck_arrives_with_its_own_preset(tmp_path: Path) -> None:
    """A sub-deck that has another preset has it in Anki too, with its easy days."""
    learner = Learner(fill(tmp_path, KINDS_OF_TEXT))
    careful = replace(
        PRESET, name="exam", engine=Engine(None, 0.95), ease_of_weekdays=(1, 1, 1, 1, 1, 0.5, 0)
    )
    export(learner, tmp_path / "cards.apkg", Presets(PRESET, {"digests::video": careful}))
    learner.store.close()
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, tmp_path / "cards.apkg")
        found = {}
        for name in ("digests", "digests::video", "阅读::扩散 模型"):
            config = col.decks.config_dict_for_deck_id(col.decks.id_for_name(name))
            found[name] = (config["desiredRetention"], config["easyDaysPercentages"][5:])
    assert [round(share, 2) for share, _ in found.values()] == [0.9, 0.95, 0.9]
    assert [days for _, days in found.values()] == [[1, 1], [0.5, 0], [1, 1]]


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
MARKUP = st.sampled_from(
    ["<b>", "</div>", "{{Front}}", "{{/Key}}", "[sound:a.mp3]", "&lt;", "\\(", "\\[", "<!--",
     "\u0338", "[latex]", "{{c1::", "}}", "[anki:play:q:0]", "<br>", '"', "'",
     "&#91;", "<img src=x>"]
)  # fmt: skip


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(st.lists(TEXTS | MARKUP, min_size=1, max_size=5).map("".join), max_size=30))
def test_any_text_is_shown_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    """Whatever a question says, Anki shows that text in NFC, and no element of its making."""
    folder = tmp_path_factory.mktemp("any")
    samples = [Sample(text(each + "?"), short=each.strip() or "x") for each in (*words, "plain")]
    learner = Learner(fill(folder, samples))
    export(learner, folder / "cards.apkg")
    learner.store.close()
    with anki_reading.collection(folder / "anki") as col:
        anki_reading.imported(col, folder / "cards.apkg")
        cards = anki_reading.arrived(col)
        for number, sample in enumerate(samples):
            front, _ = anki_reading.rendered(col, cards[guid(card_id(number))].card_id)
            shown, tags = anki_reading.part(front, "question")
            assert shown == written(sample.question[0].text)
            assert set(tags) <= {"span"}
            name, tags = anki_reading.part(front, "paper")
            assert name == written(f"{sample.short} (2024)")
            assert set(tags) <= {"span"}
