"""Builds of more papers than there is room for, and of papers in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import BACKBONE, BLENDING, VIDEOS, Shelf, fresh_points, paper, shelf, state_of

import decks.candidates
from decks.cards import Acceptance, Study
from decks.faces import blank, face
from decks.ids import CardId, PaperId
from decks.marks import What
from decks.rarity import Rarity
from decks.recipes import written
from decks.report import to_json
from decks.store.marks import all_decisions
from decks.store.shelf import put, unseen
from decks.store.standing import study_of
from decks.store.totals import holdings
from decks.subject import Candidate, Recipe, Subject
from decks.tuning import Tuning

PAPERS = 6
BACKLOG = 2

NOUNS = ("wavelet", "lidar", "ribosome", "glacier", "tendon", "voxel")


def one_card(subject: Subject, _rarity: Rarity, _tuning: Tuning) -> tuple[Candidate, ...]:
    """What was written to be asked, and of every other point a card that asks for a word."""
    if subject.prompts:
        return tuple(written.propose(subject))
    first = subject.text.split(" ")[0] if " " in subject.text else subject.text[:3]
    question = face(blank(first), subject.text.removeprefix(first))
    return (Candidate(Recipe.TERM_CLOZE, question, first, 0, 0.9),)


@pytest.fixture(autouse=True)
def _recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where papers stand does not depend on what today's recipes make of a point."""
    monkeypatch.setattr(decks.candidates, "candidates", one_card)


def dated(number: int) -> str:
    """A note on a paper with a card, written on the day of that number."""
    point = f"Net{number} joins {' and '.join(f'{noun}{number}' for noun in NOUNS)}."
    day = f"---\ndate: 2025-01-{number:02}\n---\n"
    return day + paper(f"Paper{number}: A Study of U-Net Number {number}", point)


def noted(desk: Shelf, numbers: range) -> Shelf:
    """The same with these notes."""
    for number in numbers:
        desk.note(f"n{number:02}.md", dated(number))
    return desk


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Shelf]:
    """Six papers of one card each, with room for two."""
    with shelf(tmp_path / "notes", f"backlog: {BACKLOG}\n") as desk:
        noted(desk, range(1, PAPERS + 1)).build()
        yield desk


def number_of(title: str) -> int:
    """The number of a paper of ``dated``."""
    return int(title.rsplit(" ", 1)[1])


def where(desk: Shelf) -> dict[int, Study]:
    """Where each paper stands, by its number."""
    decisions = all_decisions(desk.store, What.STUDY)
    rows = desk.store.rows("SELECT DISTINCT p.id, title FROM paper p JOIN source ON paper = p.id")
    return {number_of(title): study_of(decisions, name) for name, title in rows}


def studied(desk: Shelf) -> set[int]:
    """The numbers of the papers in study."""
    return {number for number, study in where(desk).items() if study is Study.STUDY}


def with_cards(desk: Shelf) -> set[int]:
    """The numbers of the papers that have any card, in the inbox too."""
    return {number_of(card.paper.title) for card in desk.cards().values()}


def paper_of(desk: Shelf, number: int) -> PaperId:
    """The id of a paper."""
    rows = desk.store.rows("SELECT id, title FROM paper")
    return next(PaperId(name) for name, title in rows if number_of(title) == number)


def decide(desk: Shelf, number: int, study: Study) -> None:
    """Put a paper somewhere, as its reader would."""
    put(
        desk.store,
        [paper_of(desk, number)],
        study,
        desk.collection.presets(desk.store),
        next(desk.ms),
    )


def learn(desk: Shelf) -> None:
    """Answer every card in play that was never seen."""
    for card in desk.accepted():
        if desk.in_play(card.id) and card.schedule.last_review is None:
            desk.answer(card.id)


def test_the_newest_papers_go_in_study_and_the_others_wait(desk: Shelf) -> None:
    """What is on the shelf has points and no cards at all, not even in the inbox."""
    assert studied(desk) == with_cards(desk) == {5, 6}
    assert unseen(desk.store) == BACKLOG
    points = desk.store.rows("SELECT count(*) FROM point WHERE absent_ms IS NULL")
    assert points == [(PAPERS,)]


def test_a_build_says_where_papers_stand(desk: Shelf) -> None:
    """The report counts papers in study, on the shelf and aside, and those that moved up."""
    decide(desk, 6, Study.ASIDE)
    report = desk.build()
    counts = {Study.STUDY: 2, Study.SHELF: 3, Study.ASIDE: 1}
    holds = holdings(desk.store)
    assert (holds.standings, report.moved_up, holds.cards) == (counts, 1, 2)
    document = to_json(report, holds)
    assert document["standings"] == {"study": 2, "shelf": 3, "aside": 1}
    assert document["moved_up"] == 1


def test_papers_move_up_as_cards_are_learned(desk: Shelf) -> None:
    """A build after a review takes the next papers from the shelf, though no note changed."""
    learn(desk)
    report = desk.build()
    assert (studied(desk), report.moved_up) == ({3, 4, 5, 6}, 2)
    assert not desk.build().changed


def test_a_second_build_changes_nothing(desk: Shelf) -> None:
    """With papers on the shelf too, a build of the same notes changes nothing."""
    before = state_of(desk)
    assert not desk.build().changed
    desk.store.set_fact("made_from", "")
    assert not desk.build().changed
    assert state_of(desk) == before


def test_newer_papers_push_none_back(desk: Shelf) -> None:
    """A paper that is in study stays there when newer ones are noted; these wait."""
    cards = {card.id for card in desk.accepted()}
    noted(desk, range(20, 25)).build()
    assert studied(desk) == {5, 6}
    assert {card.id for card in desk.accepted()} == cards
    (desk.folder / "paperdeck.yaml").write_text("backlog: 0\n")
    desk.build()
    assert studied(desk) == {5, 6}


def test_two_hundred_more_notes_change_no_accepted_card(tmp_path: Path) -> None:
    """Notes that are added change document frequencies, and no card that was accepted."""
    with shelf(tmp_path / "notes", "backlog: 150\n") as desk:
        desk.note("a.md", paper("Lumiere: A Space-Time Model", VIDEOS, BLENDING, BACKBONE))
        noted(desk, range(1, 20)).build()
        before = {card.id: (card.front, card.answer, card.point) for card in desk.accepted()}
        for number in range(100, 300):
            desk.note(f"more/{number}.md", fresh_points(number))
        desk.build()
        now = desk.cards()
        assert len(before) > 10
        assert unseen(desk.store) <= 150
        assert {
            name: (now[name].front, now[name].answer, now[name].point) for name in before
        } == before
        assert all(desk.in_play(name) for name in before)


@pytest.mark.parametrize("study", [Study.SHELF, Study.ASIDE])
def test_what_its_reader_said_survives_every_build(desk: Shelf, study: Study) -> None:
    """A paper that was shelved or put aside keeps cards and history, and nothing is asked."""
    learn(desk)
    history = desk.history()
    decide(desk, 6, study)
    cards = [card for card in desk.accepted() if number_of(card.paper.title) == 6]
    assert cards
    assert not any(desk.in_play(card.id) for card in cards)
    for number in (30, 31):
        desk.note(f"m{number}.md", dated(number))
        desk.build()
        learn(desk)
        assert where(desk)[6] is study
        assert not any(desk.in_play(card.id) for card in cards)
    decide(desk, 6, Study.STUDY)
    assert all(desk.in_play(card.id) for card in cards)
    assert {card: desk.history()[card] for card in history} == history


def test_a_shelved_paper_does_not_move_up_by_itself(desk: Shelf) -> None:
    """What its reader shelved waits for its reader, however much room there is."""
    decide(desk, 4, Study.SHELF)
    learn(desk)
    desk.build()
    assert studied(desk) == {2, 3, 5, 6}


def test_its_reader_may_study_beyond_the_backlog(desk: Shelf) -> None:
    """A paper that is asked for has its cards with the next build, whatever the backlog is."""
    decide(desk, 1, Study.STUDY)
    desk.build()
    assert studied(desk) == with_cards(desk) == {1, 5, 6}
    assert unseen(desk.store) == BACKLOG + 1
    learn(desk)
    desk.build()
    assert studied(desk) == {1, 3, 4, 5, 6}


def test_written_cards_wait_for_no_room(desk: Shelf) -> None:
    """Who writes a card wants it asked: its paper is in study, whatever the backlog is."""
    desk.note("old.md", "# Old: A Paper of 1990\n\nQ: What for?\nA: For this.\n")
    desk.build()
    written = [card for card in desk.accepted() if card.recipe == "written"]
    assert [desk.in_play(card.id) for card in written] == [True]


def test_a_paper_with_cards_from_elsewhere_is_in_study(desk: Shelf) -> None:
    """Where a card was accepted, a mark of a build that the paper waits does not hold."""
    (card,) = [card for card in desk.accepted() if number_of(card.paper.title) == 6]
    desk.answer(card.id)
    desk.store.run("DROP TRIGGER mark_is_kept")
    desk.store.run("DELETE FROM mark WHERE what = 'study' AND target = ?", (card.paper.id,))
    desk.store.set_fact("made_from", "")
    desk.build()
    assert studied(desk) >= {5, 6}


def test_nothing_taken_unasked_fills_the_backlog_too(tmp_path: Path) -> None:
    """With ``accept: none`` the inbox holds as many good cards as would have been accepted."""
    with shelf(tmp_path / "notes", f"backlog: {BACKLOG}\naccept: none\n") as desk:
        noted(desk, range(1, PAPERS + 1)).build()
        assert studied(desk) == with_cards(desk) == {5, 6}
        assert not desk.build().changed


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """The same papers are in study whatever their notes are called and wherever they lie."""
    chosen = []
    for names in ("n{0:02}.md", "{1:02}/x.md"):
        with shelf(tmp_path / names[:2].strip("{"), f"backlog: {BACKLOG}\n") as desk:
            for number in range(1, PAPERS + 1):
                desk.note(names.format(number, 50 - number), dated(number))
            desk.build()
            chosen.append((studied(desk), {card.id for card in desk.accepted()}))
    assert chosen[0] == chosen[1]


ENGLISH = paper("Lumiere: A Space-Time Model", VIDEOS, BLENDING)
CHINESE = paper(
    "Lumiere: A Space-Time Model",
    "训练使用 3000 万段 80 帧的视频，帧率为 16 fps。",
    "通过 MultiDiffusion 混合时间轴上重叠的窗口，从而避免时间边界的伪影。",
    label="要点",
)


def languages(desk: Shelf) -> dict[str, set[Acceptance]]:
    """What became of the cards of each note."""
    found: dict[str, set[Acceptance]] = {}
    for card in desk.cards().values():
        found.setdefault(card.places[0].path, set()).add(card.acceptance)
    return found


@pytest.fixture(name="bilingual")
def _bilingual(tmp_path: Path) -> Iterator[Shelf]:
    """A list beside its translation, both read."""
    with shelf(tmp_path / "notes") as desk:
        desk.note("README.md", ENGLISH)
        desk.note("README_zh.md", CHINESE)
        desk.build()
        yield desk


def test_of_two_languages_the_preferred_becomes_cards(bilingual: Shelf) -> None:
    """The points of the other are known, and not even proposed."""
    assert set(languages(bilingual)) == {"README_zh.md"}
    assert bilingual.store.rows("SELECT count(*) FROM point") == [(4,)]
    assert not bilingual.build().changed


def test_a_paper_in_one_language_becomes_cards(tmp_path: Path) -> None:
    """Whatever is preferred, a paper that has only another language is asked in that."""
    with shelf(tmp_path / "notes", "languages: [zh]\n") as desk:
        desk.note("README.md", ENGLISH)
        desk.build()
        assert Acceptance.ACCEPTED in languages(desk)["README.md"]


def prefer(desk: Shelf, *order: str) -> None:
    """Change the setting and build."""
    (desk.folder / "paperdeck.yaml").write_text(f"languages: [{', '.join(order)}]\n")
    desk.build()


def test_another_preference_changes_only_what_nobody_has_seen(bilingual: Shelf) -> None:
    """Cards that nobody has seen are proposals then; back again, they are the same cards."""
    before = {card.id for card in bilingual.accepted()}
    prefer(bilingual, "en", "zh")
    assert languages(bilingual)["README_zh.md"] == {Acceptance.INBOX}
    assert Acceptance.ACCEPTED in languages(bilingual)["README.md"]
    assert not bilingual.build().changed
    prefer(bilingual, "zh", "en")
    assert {card.id for card in bilingual.accepted()} == before


def test_a_paper_that_was_begun_keeps_its_language(bilingual: Shelf) -> None:
    """Once a card was answered, another preference takes nothing away and doubles nothing."""
    cards = [card.id for card in bilingual.accepted()]
    bilingual.answer(cards[0])
    history = bilingual.history()
    prefer(bilingual, "en", "zh")
    assert [card.id for card in bilingual.accepted()] == cards
    assert all(bilingual.in_play(card) for card in cards)
    assert all(card.present for card in bilingual.accepted())
    assert bilingual.history() == history
    assert set(languages(bilingual)) == {"README_zh.md"}


def test_what_was_taken_from_the_inbox_in_spite_of_its_language_stays(bilingual: Shelf) -> None:
    """A person who accepts a card in the other language has it."""
    card = CardId(bilingual.accepted()[0].id)
    prefer(bilingual, "en", "zh")
    bilingual.mark(card, What.ACCEPTED, True)
    bilingual.store.set_fact("made_from", "")
    bilingual.build()
    assert bilingual.in_play(card)


def test_two_languages_share_the_budget_of_their_paper(tmp_path: Path) -> None:
    """A paper of several notes has no more accepted cards than one of a single note."""
    with shelf(tmp_path / "notes", "cards_per_paper: 1\ncards_per_point: 1\n") as desk:
        desk.note("a.md", ENGLISH)
        desk.note("b.md", paper("Lumiere: A Space-Time Model", BACKBONE))
        desk.build()
        assert len(desk.accepted()) == 1
        assert not desk.build().changed
