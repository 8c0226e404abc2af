"""Charts and sections as lines of text: what they show, and that they keep to their width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import Sample, make_collection
from deck_fixtures import PRESETS, studied
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from study_fixtures import learner_with

from decks.days import Moment
from decks.ids import PaperId
from decks.reviews import Rating
from decks.statistics import Statistics, load_statistics
from decks.statistics_cards import PaperMemory, PaperName
from tui.stats_charts import GUTTER, ROWS, SHADES, bar, bars, heatmap
from tui.stats_report import overview, paper_lines, sections

MONDAY = 20_501 - 20_501 % 7 + 4
"""A logical day that is one: 1970-01-05 was."""
WIDTHS = (40, 80, 200)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Statistics]:
    learner = studied(tmp_path_factory.mktemp("studied"))
    yield load_statistics(learner.store, PRESETS, Moment(learner.clock(), 4).day)
    learner.store.close()


BARS: dict[str, tuple[tuple[float, int, float | None], str]] = {
    "nothing": ((0, 4, None), ""),
    "half": ((0.5, 4, None), "⠶⠶"),
    "whole": ((1, 4, None), "⠶⠶⠶⠶"),
    "too much": ((7, 4, None), "⠶⠶⠶⠶"),
    "less than nothing": ((-1, 4, None), ""),
    "a mark in a gap": ((0.25, 4, 0.75), "⠶\u2800⢸"),
    "a mark at the beginning": ((0, 4, 0), "⡇"),
}


@pytest.mark.parametrize(("given_", "drawn"), BARS.values(), ids=BARS)
def test_a_bar_fills_its_share(given_: tuple[float, int, float | None], drawn: str) -> None:
    """Half a cell is the least; the mark is a stroke from top to bottom."""
    assert bar(*given_) == drawn


def test_the_highest_bar_reaches_the_top() -> None:
    """The largest value stands at the top with its bar, 0 at the bottom, dates below."""
    lines = bars([0, 3, 6], "first", "last", 40)
    assert len(lines) == ROWS + 1
    assert lines[0].split()[0] == "6"
    assert lines[ROWS - 1].split()[0] == "0"
    assert lines[ROWS].split() == ["first", "last"]
    drawn = [line[GUTTER:] for line in lines[:ROWS]]
    assert sum(bool(line) for line in drawn) == ROWS
    assert [len(line) for line in drawn] == sorted(len(line) for line in drawn)[::-1]


def test_a_heatmap_has_a_row_for_each_weekday() -> None:
    """Today is the last sign of its row; later days of the week have none yet."""
    busy = {MONDAY: 1, MONDAY - 7: 9, MONDAY - 14: 3, MONDAY - 21: 2}
    lines = heatmap(busy, MONDAY, 10)
    assert lines[1] == f"Mon   {SHADES[2]}{SHADES[3]}{SHADES[4]}{SHADES[1]}"
    assert lines[2] == f"Tue   {SHADES[0] * 3}"
    assert len(lines) == 9


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=400), st.integers(24, 120))
def test_bars_keep_to_their_width(values: Sequence[float], cells: int) -> None:
    """However many values there are, and whatever they are."""
    assert max(map(cell_len, bars(values, "a", "b", cells))) <= cells


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(MONDAY - 400, MONDAY + 6), st.integers(0, 999)),
    st.integers(MONDAY - 7, MONDAY + 6),
    st.integers(28, 120),
)
def test_heatmaps_keep_to_their_width(counts: dict[int, int], today: int, cells: int) -> None:
    """Seven days a week, at most a year of weeks."""
    assert max(map(cell_len, heatmap(counts, today, cells))) <= cells


@pytest.mark.parametrize("cells", WIDTHS)
def test_charts_and_tables_keep_to_the_terminal(found: Statistics, cells: int) -> None:
    """Only sentences are left to be wrapped by the terminal: every other line fits."""
    made = sections(found, cells)
    assert len(made) == 15
    titles = [section.title for section in made]
    assert len(set(titles)) == len(titles)
    wide = [
        line
        for section in made[1:]
        for line in section.lines
        if cell_len(line) > cells and "," not in line and "`" not in line
    ]
    assert wide == []


NAMES = {
    "Chinese": "扩散模型：一次生成整段视频的时空网络与级联超分辨率的比较研究",
    "English": "An Image Is Worth 16x16 Words: Transformers for Image Recognition at Scale",
    "emoji and full width": "🎬 ＳＡＭ：分割一切" * 6,
    "controls": "a\x1b[31mred\x1b[0m\nnext\tline",
    "markup": "[/x] [bold]not bold[/bold]",
    "short": "K",
}


@pytest.mark.parametrize("cells", WIDTHS)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_papers_fit(name: str, cells: int) -> None:
    """Titles of any script are cut by cells, hold no control signs, and stay as written."""
    papers = [
        PaperMemory(PaperId(str(number)), PaperName(name, "", year), 12, 3, 1, 0.5)
        for number, year in enumerate((None, 2024))
    ]
    lines = paper_lines(papers, cells)
    assert len(lines) == 3
    assert max(map(cell_len, lines)) <= cells
    assert len({cell_len(line) for line in lines}) == 1
    assert not any(ord(sign) < 32 for line in lines for sign in line)
    assert lines[1][:1] == name[:1]


def test_nothing_answered_yet(tmp_path: Path) -> None:
    """A new collection shows its cards, and how to begin; no chart of nothing."""
    collection = make_collection(tmp_path, [Sample("Q [...]", "a")])
    with collection.open_store() as store:
        empty = load_statistics(store, PRESETS, 20_000)
    (only,) = sections(empty, 80)
    assert "1 new" in only.lines[0]
    assert "paperdeck review" in only.lines[-1]


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_single_answer(tmp_path: Path, cells: int) -> None:
    """One answer to one card: what it says is shown, and no table without a row."""
    learner = learner_with(tmp_path, 1)
    learner.study(lambda _: Rating.EASY)
    one = load_statistics(learner.store, PRESETS, Moment(learner.clock(), 4).day)
    learner.store.close()
    made = {section.title: section.lines for section in sections(one, cells)}
    assert "Answers today: 1 in 0 min" in made["At a glance"][2]
    assert "100.0%" in made["By the hour"][1]
    assert not [title for title in made if "retention" in title or "forecast" in title]
    assert all(len(lines) > 1 for lines in made.values())


def test_the_day_in_numbers(found: Statistics) -> None:
    """Answers and minutes of today, and the streak."""
    lines = overview(found)
    assert f"{found.days[-1].answers:,} in" in lines[2]
    assert str(found.streak.longest) in lines[3]
    assert "Answers today: 0" in overview(replace(found, today=found.today + 1))[2]
