"""Two databases that share notes become one: nothing is lost, and both agree."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    DAY,
    LUMIERE,
    NOON_MS,
    SDXL,
    SLOW_PROFILE,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    paper,
    row,
    shelf,
)
from hypothesis import given
from hypothesis import strategies as st

from decks.ids import CardId, joined
from decks.marks import Mark, What
from decks.merge import merge
from decks.reviews import Rating
from decks.store.aliases import add_aliases, aliases
from decks.store.connection import StoreError, open_store
from decks.store.marks import all_decisions, insert_mark
from decks.store.reviews import add_review, reviews_of
from decks.store.standing import renew


@contextmanager
def copy_of(desk: Shelf, name: str) -> Iterator[Shelf]:
    """The same collection on another machine, as it is now."""
    place = desk.folder.parent / name
    shutil.copytree(desk.folder, place, ignore=shutil.ignore_patterns("*.db*"))
    target = place / ".paperdeck/deck.db"
    desk.store.run("VACUUM INTO ?", (str(target),))
    with open_store(target, now_ms=1) as store:
        yield Shelf(place, store, desk.ms)


def know_alike(one: Shelf, other: Shelf) -> None:
    """Both hold the same reviews, decisions, aliases and schedules."""
    facts = [_knowledge(each) for each in (one, other)]
    assert facts[0] == facts[1]


def _knowledge(desk: Shelf) -> dict[str, Any]:
    cards = desk.cards()
    return {
        "reviews": {c: [(r.id, r.card, r.rating, r.kind) for r in reviews_of(desk.store, c)]
                    for c in cards},
        "decisions": all_decisions(desk.store),
        "aliases": aliases(desk.store),
        "schedules": {c: card.schedule for c, card in cards.items()},
    }  # fmt: skip


def merge_both(one: Shelf, other: Shelf) -> None:
    """Each takes what the other was before."""
    with copy_of(one, f"{one.folder.name}-before") as before:
        merge(one.collection, one.store, other.store)
        merge(other.collection, other.store, before.store)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Shelf, Shelf]]:
    """Two machines that have met the same notes."""
    with shelf(tmp_path / "one") as one, shelf(tmp_path / "other") as other:
        for desk in (one, other):
            desk.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
            desk.build()
        yield one, other


def test_merging_is_the_union_of_reviews_and_marks(two: tuple[Shelf, Shelf]) -> None:
    """After a merge every review and every decision of both is there, folded anew."""
    one, other = two
    card = one.one(VIDEOS).id
    one.answer(card, Rating.GOOD)
    other.answer(card, Rating.AGAIN, Rating.GOOD)
    other.mark(card, What.FLAG, 2)
    one.mark(card, What.TAGS, ["视频"])
    report = merge(one.collection, one.store, other.store)
    assert (report.reviews, report.changed) == (2, True)
    now = one.cards()[card]
    assert (now.flag, now.tags) == (2, ("视频",))
    assert {r.rating for r in reviews_of(one.store, card)} == {Rating.GOOD, Rating.AGAIN}
    assert now.schedule.reps == len(reviews_of(one.store, card))


def test_either_order_gives_the_same(two: tuple[Shelf, Shelf]) -> None:
    """Whichever takes the other's first, both know the same afterwards."""
    one, other = two
    card, second = one.one(VIDEOS).id, one.one(BLENDING).id
    one.answer(card)
    one.mark(second, What.SUSPENDED, True)
    other.answer(second, Rating.HARD)
    other.mark(card, What.FLAG, 1)
    merge_both(one, other)
    know_alike(one, other)
    assert len(one.history()) == 2


def test_merging_twice_changes_nothing(two: tuple[Shelf, Shelf]) -> None:
    """A database that was taken already brings nothing new, nor does one's own copy."""
    one, other = two
    one.answer(one.one(VIDEOS).id)
    other.answer(one.one(BLENDING).id, Rating.AGAIN)
    merge(one.collection, one.store, other.store)
    before = _knowledge(one)
    assert not merge(one.collection, one.store, other.store).changed
    with copy_of(one, "copy") as copy:
        assert not merge(one.collection, one.store, copy.store).changed
    merge(other.collection, other.store, one.store)
    assert not merge(one.collection, one.store, other.store).changed
    assert _knowledge(one) == before
    assert one.build().cards_new == 0


def test_the_other_database_is_only_read(two: tuple[Shelf, Shelf]) -> None:
    """Taking from a database leaves it as it is."""
    one, other = two
    other.answer(other.one(VIDEOS).id)
    before = _knowledge(other), other.store.rows("SELECT * FROM card")
    merge(one.collection, one.store, other.store)
    assert (_knowledge(other), other.store.rows("SELECT * FROM card")) == before


def test_a_merge_that_fails_changes_nothing(
    two: tuple[Shelf, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merge is one transaction: what stops it midway takes back all of it."""

    def fail(*_: object) -> None:
        raise StoreError("no more")

    one, other = two
    other.answer(other.one(VIDEOS).id)
    before = _knowledge(one)
    monkeypatch.setattr("decks.merge.take_marks", fail)
    with pytest.raises(StoreError):
        merge(one.collection, one.store, other.store)
    assert _knowledge(one) == before


def test_ids_whose_versions_meet_are_united(tmp_path: Path) -> None:
    """A bullet that two machines met in other words is one: the smaller id holds it."""
    with shelf(tmp_path / "one") as one, shelf(tmp_path / "other") as other:
        one.note("a.md", paper(LUMIERE, VIDEOS))
        one.build()
        for desk in (one, other):
            desk.note("a.md", paper(LUMIERE, VIDEOS_AGAIN))
            desk.build()
        mine, theirs = one.one(VIDEOS_AGAIN), other.one(VIDEOS_AGAIN)
        assert mine.point != theirs.point
        one.answer(mine.id, Rating.GOOD)
        other.answer(next(c.id for c in other.accepted() if c.answer == mine.answer), Rating.HARD)
        merge_both(one, other)
        know_alike(one, other)
        held = aliases(one.store)
        assert held[max(mine.point, theirs.point)] == min(mine.point, theirs.point)
        assert all(holder < name for name, holder in held.items())
        for desk in (one, other):
            assert len(desk.accepted(VIDEOS_AGAIN)) == len({c.answer for c in desk.accepted()})
            assert [len(rows) for rows in desk.history().values()] in ([1], [2])
            assert desk.build().points.get("new", 0) == 0
            assert not desk.build().changed
        know_alike(one, other)


def test_copied_points_are_not_united(two: tuple[Shelf, Shelf]) -> None:
    """The same words under two papers are two points on every machine."""
    one, other = two
    for desk in two:
        desk.note("b.md", paper(SDXL, VIDEOS, BACKBONE))
        desk.build()
    before = {c.id: c.point for c in one.cards().values()}
    merge_both(one, other)
    assert aliases(one.store) == {}
    assert {c.id: c.point for c in one.cards().values()} == before


def test_what_only_the_other_has_comes_along(two: tuple[Shelf, Shelf]) -> None:
    """Papers, points and cards of notes that were never met here come with their history."""
    one, other = two
    other.note("deep/b.md", paper(SDXL, BACKBONE, label="要点"))
    other.build()
    card = other.one(BACKBONE)
    other.answer(card.id)
    report = merge(one.collection, one.store, other.store)
    now = one.cards()[card.id]
    assert report.cards == len([c for c in other.cards().values() if c.paper.title == SDXL])
    assert (now.paper.title, now.deck, now.schedule.reps) == (SDXL, "deep::b", 1)
    assert now.places[0].root == str(one.folder)
    one.note("a.md", paper(LUMIERE, VIDEOS))
    one.build()
    assert not one.in_play(card.id)
    one.note("c.md", paper(SDXL, BACKBONE, label="要点"))
    one.build()
    assert one.in_play(card.id)


def test_two_answers_of_one_instant_are_both_kept(two: tuple[Shelf, Shelf]) -> None:
    """Where two machines gave one id to different rows, both rows stay, however often merged."""
    one, other = two
    first, second = one.one(VIDEOS).id, one.one(BLENDING).id
    for desk, card in ((one, first), (other, second)):
        add_review(desk.store, row(card, NOON_MS, DAY, device=desk.folder.name))
        renew(desk.store, card, desk.collection.presets(desk.store))
    insert_mark(other.store, Mark(second, What.RETRACTED, True, NOON_MS + 9, "x", str(NOON_MS)))
    for _ in range(2):
        for here, there in ((one, other), (other, one)):
            merge(here.collection, here.store, there.store)
    for desk in two:
        assert {card: len(rows) for card, rows in desk.history().items()} == {first: 1, second: 1}
        assert desk.cards()[first].schedule.reps == 1
        assert desk.cards()[second].schedule.reps == 0


def test_a_retraction_follows_its_row_under_every_id(two: tuple[Shelf, Shelf]) -> None:
    """An answer given under an id that gave way stays taken back where its instant is taken."""
    one, other = two
    first, second, *_ = sorted(one.cards())
    old = CardId("f" * 20)
    columns = "point, recipe, place, question, answer, warnings, rank"
    other.store.run(
        f"INSERT INTO card SELECT ?, {columns}, 10000, 1, 2, created_ms FROM card WHERE id = ?",
        (old, second),
    )
    add_aliases(other.store, {old: second})
    add_review(one.store, row(first, NOON_MS, DAY))
    add_review(other.store, row(old, NOON_MS, DAY, device="there"))
    insert_mark(other.store, Mark(second, What.RETRACTED, True, NOON_MS + 9, "x", str(NOON_MS)))
    merge_both(one, other)
    for desk in two:
        assert [row.rating for row in reviews_of(desk.store, second)] == [Rating.GOOD]
        assert desk.cards()[second].schedule.reps == 0
        assert desk.cards()[first].schedule.reps == 1


def test_a_row_imported_on_both_is_one_row(two: tuple[Shelf, Shelf]) -> None:
    """Rows are equal by card, instant, rating and kind: what both imported counts once."""
    one, other = two
    card = one.one(VIDEOS).id
    for desk in two:
        add_review(desk.store, row(card, NOON_MS, DAY, device=desk.folder.name))
    assert merge(one.collection, one.store, other.store).reviews == 0
    assert len(reviews_of(one.store, card)) == 1


def test_three_machines_come_to_agree(tmp_path: Path) -> None:
    """However three machines take from each other, in the end they know the same."""
    with shelf(tmp_path / "a") as a, shelf(tmp_path / "b") as b, shelf(tmp_path / "c") as c:
        for desk, text in ((a, VIDEOS), (b, VIDEOS_AGAIN), (c, VIDEOS_AGAIN.replace("short", ""))):
            desk.note("a.md", paper(LUMIERE, text, BLENDING))
            desk.build()
            desk.note("a.md", paper(LUMIERE, VIDEOS_AGAIN, BLENDING))
            desk.build()
            for card in sorted(desk.cards())[:2]:
                desk.answer(card)
        for _ in range(2):
            for here, there in ((a, b), (b, c), (c, a), (a, c), (b, a), (c, b)):
                merge(here.collection, here.store, there.store)
        know_alike(a, b)
        know_alike(b, c)
        assert len({card.point for card in a.accepted(VIDEOS_AGAIN)}) == 1


def test_ids_that_were_named_twice_have_one_holder() -> None:
    """Pairs that chain come to one holder, the smallest, in whatever order they are told."""
    pairs = [("d", "c"), ("b", "a"), ("c", "b"), ("x", "y")]
    expected = {"b": "a", "c": "a", "d": "a", "y": "x"}
    assert joined(pairs) == joined(reversed(pairs)) == expected
    assert joined([("a", "a")]) == {}


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "flag", "reword", "delete", "write", "retract"]),
        st.booleans(), st.integers(0, 3),
    ), max_size=8,
)  # fmt: skip
WORDS = [VIDEOS, VIDEOS_AGAIN, BLENDING, BACKBONE]


def _do(desk: Shelf, deed: str, number: int) -> None:
    if deed in ("reword", "delete", "write"):
        texts = {
            "reword": [WORDS[number], BLENDING],
            "delete": [BLENDING],
            "write": WORDS[: number + 1],
        }
        desk.note("a.md", paper(LUMIERE, *texts[deed]))
        desk.build()
        return
    cards = sorted(desk.cards())
    card = CardId(cards[number % len(cards)])
    if deed == "answer":
        desk.answer(card, Rating(number + 1))
    elif deed == "flag":
        desk.mark(card, What.FLAG, number)
    elif rows := reviews_of(desk.store, card):
        mark = Mark(card, What.RETRACTED, number % 2 == 0, next(desk.ms), "d", str(rows[0].id))
        insert_mark(desk.store, mark)
        renew(desk.store, card, desk.collection.presets(desk.store))


@SLOW_PROFILE
@given(DEEDS)
def test_whatever_happened_both_agree_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, bool, int]]
) -> None:
    """After merging each other two machines know the same, and no row of either is missing."""
    place = tmp_path_factory.mktemp("machines")
    with shelf(place / "one") as one, shelf(place / "other") as other:
        for desk in (one, other):
            desk.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
            desk.build()
        for deed, here, number in deeds:
            _do(one if here else other, deed, number)
        rows = "SELECT id, card, rating, kind FROM review"
        expected = {*one.store.rows(rows), *other.store.rows(rows)}
        merge_both(one, other)
        know_alike(one, other)
        assert set(one.store.rows(rows)) == expected == set(other.store.rows(rows))
        for desk in (one, other):
            assert not merge(desk.collection, desk.store, one.store).changed
            desk.build()
            assert set(desk.store.rows(rows)) == expected
