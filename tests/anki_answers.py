"""A program: answer cards with Anki's own scheduler, days apart, and print what it offered.

A process of its own, for Anki reads ``ANKI_TEST_MODE`` once: set, it drops all fuzz. Anki has
no clock to set, so time passes by moving what a card remembers into the past.

In, on stdin: ``{"folder": ..., "presets": [{"learning_steps_s", "relearning_steps_s",
"retention", "maximum_interval", "parameters"}], "histories": [{"preset": 0, "answers":
[[days since the last answer, rating 1 to 4], ...]}]}``.
Out: ``{"offers": [per history: per answer: the four [interval in s, stability, difficulty]],
"recomputed": [per history: [stability, difficulty] that Anki folds from its review log]}``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki.deck_config_pb2 import UpdateDeckConfigsRequest
from anki.notes import Note
from anki.scheduler_pb2 import CardAnswer, SchedulingState, SchedulingStates

DAY_S = 86_400
HALF_A_DAY_H = 12
RATINGS = ("again", "hard", "good", "easy")


def main() -> None:
    wanted = json.load(sys.stdin)
    col = Collection(str(Path(wanted["folder"]) / "anki.anki2"))
    # The day turns half a day from now, so that no test runs into it.
    col.set_config("rollover", (time.localtime().tm_hour + HALF_A_DAY_H) % 24)
    decks = [add_deck(col, number, preset) for number, preset in enumerate(wanted["presets"])]
    cards = [add_card(col, decks[history["preset"]]) for history in wanted["histories"]]
    begun_ms, given = int(time.time() * 1000), 0
    offers: list[list[Any]] = []
    for card, history in zip(cards, wanted["histories"], strict=True):
        offers.append([])
        for days, rating in history["answers"]:
            pass_time(col, card, days)
            states = col._backend.get_scheduling_states(card)
            offers[-1].append([offer(getattr(states, name)) for name in RATINGS])
            answer(col, card, states, rating, begun_ms + given)
            given += 1
    switch_fsrs(col, on=False)
    switch_fsrs(col, on=True)
    json.dump({"offers": offers, "recomputed": [memory(col, card) for card in cards]}, sys.stdout)
    col.close()


def add_deck(col: Collection, number: int, preset: dict[str, Any]) -> int:
    """A deck with a preset of its own, FSRS on."""
    deck = col.decks.add_normal_deck_with_name(f"deck {number}").id
    asked = UpdateDeckConfigsRequest(target_deck_id=deck, fsrs=True)
    made = asked.configs.add()
    made.CopyFrom(col.decks.get_deck_configs_for_update(deck).defaults)
    made.id, made.name = 0, f"preset {number}"
    config = made.config
    config.ClearField("learn_steps")
    config.ClearField("relearn_steps")
    config.learn_steps.extend(seconds / 60 for seconds in preset["learning_steps_s"])
    config.relearn_steps.extend(seconds / 60 for seconds in preset["relearning_steps_s"])
    config.desired_retention = preset["retention"]
    config.maximum_review_interval = preset["maximum_interval"]
    if preset["parameters"]:
        config.ClearField("fsrs_params_6")
        config.fsrs_params_6.extend(preset["parameters"])
    col.decks.update_deck_configs(asked)
    return int(deck)


def add_card(col: Collection, deck: int) -> int:
    kind = col.models.by_name("Basic")
    assert kind is not None
    note = Note(col, kind)
    note["Front"] = "?"
    col.add_note(note, deck)  # type: ignore[arg-type]
    return int(note.card_ids()[0])


def pass_time(col: Collection, card: int, days: int) -> None:
    """Move the last answers, and what is due, ``days`` into the past."""
    kind, due, text = col.db.first("SELECT type, due, data FROM cards WHERE id = ?", card)
    data = json.loads(text or "{}")
    if "lrt" in data:
        data["lrt"] -= days * DAY_S
    if kind == 2:
        due -= days
    elif kind in (1, 3):
        due -= days * DAY_S
    col.db.execute("UPDATE cards SET due = ?, data = ? WHERE id = ?", due, json.dumps(data), card)
    col.db.execute("UPDATE revlog SET id = id - ? WHERE cid = ?", days * DAY_S * 1000, card)


def answer(col: Collection, card: int, states: SchedulingStates, rating: int, ms: int) -> None:
    col._backend.answer_card(
        CardAnswer(
            card_id=card,
            current_state=states.current,
            new_state=getattr(states, RATINGS[rating - 1]),
            rating=rating - 1,  # type: ignore[arg-type]
            answered_at_millis=ms,
            milliseconds_taken=5_000,
        )
    )


def offer(state: SchedulingState) -> list[float]:
    """What one button would do: interval in seconds, stability, difficulty."""
    normal = state.normal
    kind = normal.WhichOneof("kind")
    if kind == "review":
        seconds, after = normal.review.scheduled_days * DAY_S, normal.review.memory_state
    else:
        steps = normal.learning if kind == "learning" else normal.relearning.learning
        seconds, after = steps.scheduled_secs, steps.memory_state
    return [seconds, after.stability, after.difficulty]


def memory(col: Collection, card: int) -> list[float]:
    state = col.get_card(card).memory_state  # type: ignore[arg-type]
    assert state is not None
    return [state.stability, state.difficulty]


def switch_fsrs(col: Collection, *, on: bool) -> None:
    """Through the options dialog's own request, which computes every memory state anew."""
    current = col.decks.get_deck_configs_for_update(1)  # type: ignore[arg-type]
    asked = UpdateDeckConfigsRequest(target_deck_id=1, fsrs=on)
    asked.configs.extend(entry.config for entry in current.all_config)
    col.decks.update_deck_configs(asked)


if __name__ == "__main__":
    main()
