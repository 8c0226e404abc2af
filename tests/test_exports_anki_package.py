"""Which cards a package holds, its images, and that it is written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import anki_reading
import pytest
from deck_fixtures import MADE_MS, PRESETS, Learner, Sample, card_id, fill, studied, text

from decks.collection import open_collection
from decks.days import Instant
from decks.faces import face
from decks.marks import What
from decks.queue import Limits
from decks.reviews import Rating
from decks.store.connection import Store
from decks.store.exported import remember
from decks.store.marks import add_mark
from exports.anki_fields import guid
from exports.anki_package import PackageReport, Terms, contents, export_package, write_package
from exports.errors import ExportError
from exports.replacing import replacing

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
CARDS = [
    Sample(text("A"), deck="a"),
    Sample(text("B"), deck="a::b"),
    Sample(text("C"), deck="ab"),
    Sample(text("D"), deck="a", accepted=False),
    Sample(text("E"), deck="c", accepted=False),
    Sample(text("F"), deck="a", absent_ms=MADE_MS),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path, CARDS) as opened:
        yield opened


def export(store: Store, path: Path, *decks: str, day_starts_at: int = 4) -> PackageReport:
    terms = Terms(PRESETS, Limits(20, 200), Instant(MADE_MS), day_starts_at)
    return write_package(store, contents(store, decks), terms, path)


@pytest.mark.parametrize(
    ("decks", "fronts"),
    [((), "ABC"), (("a",), "AB"), (("a::b",), "B"), (("ab", "a::b"), "BC"), (("a", "a"), "AB")],
)
def test_a_deck_stands_for_its_sub_decks(store: Store, decks: tuple[str, ...], fronts: str) -> None:
    """Only accepted cards whose text stands in a note are exported."""
    cards = contents(store, decks).cards
    assert "".join(card.question[0].text for card in cards) == fronts


@pytest.mark.parametrize(
    ("decks", "said"),
    [
        (("A:b",), "no deck `A:b`"),
        (("c",), "of 1 cards 1 wait in the inbox"),
        (("c", "a::b::x"), "of 1 cards"),
    ],
)
def test_nothing_to_export_says_why(
    store: Store, tmp_path: Path, decks: tuple[str, ...], said: str
) -> None:
    """An empty package would only puzzle: the message names the reason, and no file is written."""
    with pytest.raises(ExportError, match=said):
        export(store, tmp_path / "x.apkg", *decks)
    assert not (tmp_path / "x.apkg").exists()


def test_an_empty_collection_says_what_to_do(tmp_path: Path) -> None:
    """Without a card the next step is a build."""
    with fill(tmp_path, []) as store, pytest.raises(ExportError, match="paperdeck build"):
        export(store, tmp_path / "x.apkg")


def test_a_paper_put_aside_comes_with_its_history_only(tmp_path: Path) -> None:
    """New cards of a paper that is not in study stay here; answered ones come suspended."""
    learner = studied(tmp_path)
    papers = {card.id: card.paper.id for card in contents(learner.store).cards}
    for number in (4, 16):
        add_mark(learner.store, papers[card_id(number)], What.STUDY, "aside", learner.ms)
    ids = {card.id for card in contents(learner.store).cards}
    assert card_id(4) in ids
    assert card_id(16) not in ids
    learner.store.close()


def test_the_report_counts(tmp_path: Path) -> None:
    """Cards, reviews and decks of the report are those of the file."""
    learner = studied(tmp_path)
    report = export(learner.store, tmp_path / "x.apkg")
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, report.path)
        reviews = col.db.scalar("select count(*) from revlog")
        decks = col.db.scalar("select count(distinct did) from cards")
        assert (report.cards, report.reviews, report.decks) == (col.card_count(), reviews, decks)
    assert report.warnings == ()
    learner.store.close()


def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    """An export of tomorrow without a change is the same file."""
    learner = studied(tmp_path)
    what = contents(learner.store)
    for name, later in (("one", 0), ("two", 5_000)):
        now = Instant(learner.ms + later)
        write_package(learner.store, what, Terms(PRESETS, Limits(20, 200), now, 4), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    learner.store.close()


def test_an_interrupted_export_leaves_the_old_file(tmp_path: Path) -> None:
    """Half a package never stands where a whole one stood, and nothing else is left behind."""
    target = tmp_path / "x.apkg"
    target.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(target) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link leads to is replaced, not the link."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("target", ["no/such/folder/x.apkg", "folder"])
def test_where_nothing_can_be_written_the_error_says_so(
    store: Store, tmp_path: Path, target: str
) -> None:
    """A folder that is not there, or one in the file's place, is an error a person can mend."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        export(store, tmp_path / target)


def test_a_day_that_begins_at_another_hour_is_pointed_out(store: Store, tmp_path: Path) -> None:
    """Anki has the same setting, which no package can carry."""
    report = export(store, tmp_path / "x.apkg", day_starts_at=2)
    assert len(report.warnings) == 1
    assert "Next day starts at" in report.warnings[0]
    with zipfile.ZipFile(report.path) as package:
        package.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        conf = json.loads(database.execute("SELECT conf FROM col").fetchone()[0])
    assert (conf["rollover"], conf["schedVer"], conf["sched2021"]) == (2, 2, True)


def test_the_collection_says_all_that_is_needed(tmp_path: Path) -> None:
    """A command hands over the collection: parameters, limits, time and hour are its own."""
    (tmp_path / "paperdeck.yaml").write_text("desired_retention: 0.85\nnew_per_day: 7\n", "utf-8")
    collection = open_collection(tmp_path)
    with fill(tmp_path, CARDS) as store:
        report = export_package(store, collection, tmp_path / "x.apkg", decks=["a"])
    assert (report.cards, report.decks) == (2, 2)
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, report.path)
        config = col.decks.config_dict_for_deck_id(col.decks.id_for_name("a::b"))
    assert (config["desiredRetention"], config["new"]["perDay"]) == (pytest.approx(0.85), 7)


@dataclass(frozen=True)
class Image:
    """An image as a note names it, and where it lies."""

    target: str
    path: str


IMAGES = [
    Image("fig.png", "digests/fig.png"),
    Image("./img/图%201.PNG", "digests/img/图 1.PNG"),
    Image("../assets/a.svg?raw=true", "assets/a.svg"),
    Image("/top.jpg", "top.jpg"),
    Image("at the root.webp".replace(" ", "%20"), "at the root.webp"),
    Image("attached.png", "vault/attachments/attached.png"),
    Image("ATTACHMENTS/Attached.PNG", "vault/attachments/attached.png"),
]


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_of_the_notes_is_packed(tmp_path: Path, image: Image) -> None:
    """Anki has its bytes, under a name that follows from them, and shows it."""
    path = tmp_path / image.path
    for folder in (tmp_path / "digests", path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PNG + image.path.encode())
    words = face(f"What does ![a plot]({image.target}) show?")
    name = f"paperdeck-{hashlib.sha256(path.read_bytes()).hexdigest()[:20]}{path.suffix.lower()}"
    with fill(tmp_path, [Sample(words), Sample(words, point=f"![]({image.target})")]) as store:
        report = export(store, tmp_path / "x.apkg")
    assert (report.media, report.warnings) == (1, ())
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, report.path)
        front, _ = anki_reading.rendered(col, anki_reading.arrived(col)[guid(card_id(0))].card_id)
        assert f'<img alt="a plot" src="{name}">' in front
        assert (Path(col.media.dir()) / name).read_bytes() == path.read_bytes()
        assert not col.media.check().missing


@pytest.mark.parametrize(
    "target", ["gone.png", "notes.pdf", "img.png/", "%00.png", "a" * 400 + ".png", "../.."]
)
def test_a_missing_image_leaves_its_description(tmp_path: Path, target: str) -> None:
    """The card is exported all the same, once with a warning that names note and image."""
    (tmp_path / "digests" / "img.png").mkdir(parents=True)
    words = face(f"See ![the plot]({target})")
    with fill(tmp_path, [Sample(words, point="a ![x](" + target + ")")]) as store:
        report = export(store, tmp_path / "x.apkg")
    assert report.media == 0
    assert len(report.warnings) == 1
    assert report.warnings[0].startswith("digests/video.md: ")
    assert target in report.warnings[0]
    with zipfile.ZipFile(report.path) as package:
        assert json.loads(package.read("media")) == {}


def test_an_image_on_the_web_stays_there(tmp_path: Path) -> None:
    """Nothing is fetched by an export."""
    words = face("See ![p](https://example.org/a.png)")
    with fill(tmp_path, [Sample(words)]) as store:
        report = export(store, tmp_path / "x.apkg")
    assert (report.media, report.warnings) == (0, ())


def test_a_changed_digest_alone_moves_the_instant(store: Store) -> None:
    """What Anki was given is remembered, also when the clock was set back meanwhile."""
    one, two = card_id(0), card_id(1)
    assert remember(store, {one: "a", two: "b"}, 100) == {one: 100, two: 100}
    assert remember(store, {one: "a", two: "c"}, 200) == {one: 100, two: 200}
    assert remember(store, {two: "d"}, 150) == {two: 201}
    assert remember(store, {one: "a"}, 300) == {one: 100}


def test_the_program_needs_no_anki() -> None:
    """The official library is for tests: its licence is not this program's."""
    code = "import sys, exports.anki_package; sys.exit('anki' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_question_without_text_still_has_a_front(tmp_path: Path) -> None:
    """Anki would throw away a card whose front is empty."""
    with fill(tmp_path, [Sample(()), Sample(text(" "), short="")]) as store:
        report = export(store, tmp_path / "x.apkg")
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, report.path)
        assert col.card_count() == 2
        assert not col.get_empty_cards().notes


def test_aliases_bring_their_reviews(tmp_path: Path) -> None:
    """Reviews of an id that gave way belong to its holder's card."""
    learner = Learner(fill(tmp_path, CARDS[:2]))
    learner.study(lambda _: Rating.EASY)
    learner.store.run("INSERT INTO alias VALUES (?, ?)", (card_id(1), card_id(0)))
    learner.store.run("DELETE FROM standing WHERE card = ?", (card_id(1),))
    report = export(learner.store, tmp_path / "x.apkg")
    assert (report.cards, report.reviews) == (1, 2)
    learner.store.close()
