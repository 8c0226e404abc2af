"""The commands that put papers in study, on the shelf or aside: one for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from decks.cards import Study
from decks.collection import Collection, CollectionError
from decks.ids import PaperId
from decks.paper_list import ListedPaper, named_exactly, read_paper_query, search_papers
from decks.store import shelf
from decks.store.connection import Store
from notes.errors import PaperdeckError
from tui.building import build_told
from tui.opening import Start, collection_of, moment_of, open_to_write
from tui.output import show, tell
from tui.paper_rows import load_papers, name_of
from tui.wording import say

MOST_NAMED = 10


class PaperQueryError(PaperdeckError):
    """A query means no paper, or more than one."""


def standing_command(name: str, study: Study) -> click.Command:
    """The command ``name``, which puts the papers that a query means where ``study`` says."""

    @click.command(name, help=say(f"{name}.help"))
    @click.argument("query", metavar="QUERY", nargs=-1, required=True)
    @click.option("--all", "every", is_flag=True, help=say("standing.help_all"))
    @click.pass_obj
    def command(start: Start, query: tuple[str, ...], every: bool) -> None:
        """Put them there, build, and say what changed."""
        text = " ".join(query)
        collection = collection_of(start)
        with open_to_write(collection) as store:
            chosen = _chosen(collection, store, text, every=every)
            ids = [one.paper.id for one in chosen]
            now_ms = collection.clock().ms
            with store.transaction():  # of which the presets in force are a part
                shelf.put(store, ids, study, collection.presets(store), now_ms)
            moved_up = _built(collection, store)
            papers = load_papers(collection, store, moment_of(collection))
        after = {one.paper.id: one for one in papers}
        for line in _lines(chosen, after):
            show(line)
        if moved_up:
            show(say("standing.moved_up", count=moved_up))

    return command


def _chosen(collection: Collection, store: Store, text: str, *, every: bool) -> list[ListedPaper]:
    """The papers that are meant. Raises PaperQueryError for none, or for several not asked for."""
    parts = read_paper_query(text)
    papers = load_papers(collection, store, moment_of(collection))
    found = search_papers(papers, parts)
    if not found:
        raise PaperQueryError(say("standing.none", query=text))
    exact = named_exactly(found, parts)
    if len(found) == 1 or every:
        return found
    if len(exact) == 1:
        return exact
    for one in found[:MOST_NAMED]:
        tell(say("standing.candidate", name=name_of(one), title=one.paper.title))
    raise PaperQueryError(say("standing.several", query=text, count=len(found)))


def _built(collection: Collection, store: Store) -> int:
    """Build, so that cards are there at once; how many papers moved up meanwhile.

    Notes on a disk that is not there change nothing: the cards come with the next build.
    """
    try:
        return build_told(collection, store).moved_up
    except CollectionError as error:
        tell(say("standing.not_built", error=error))
        return 0


def _lines(before: Sequence[ListedPaper], after: Mapping[PaperId, ListedPaper]) -> Iterator[str]:
    for one in before:
        now = after.get(one.paper.id, one)
        key = "same" if now.paper.study is one.paper.study else "changed"
        yield say(
            f"standing.{key}",
            name=name_of(one),
            before=say(f"papers.{one.paper.study.value}"),
            now=say(f"papers.{now.paper.study.value}"),
            cards=now.cards,
            new=now.cards - one.cards,
        )
