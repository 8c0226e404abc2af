"""``paperdeck resume``: what keeps a card from being asked can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_running import Shell

from decks.collection import open_collection
from decks.session import Session


@pytest.mark.parametrize("deed", ["suspend", "bury", "reject"])
def test_a_held_card_can_be_resumed(tmp_path: Path, deed: str) -> None:
    """A card that was suspended, put off or rejected is asked again after ``resume``."""
    shell = Shell(tmp_path).built()
    collection = open_collection(shell.here)
    with collection.open_store() as store:
        session = Session(
            store, collection.presets(store), collection.limits, collection.clock, day_starts_at=4
        )
        assert session.card is not None
        held = session.card.id
        getattr(session, deed)()
    before = {card["id"]: card["status"] for card in shell.json("cards")["cards"]}
    assert before[held] in ("suspended", "buried", "rejected")
    done = shell.run("resume", "paper:Alpha")
    assert done.returncode == 0, done.stderr
    assert "1 resumed" in done.stdout
    after = {card["id"]: card["status"] for card in shell.json("cards")["cards"]}
    assert after == before | {held: "new"}


def test_a_query_is_needed(tmp_path: Path) -> None:
    """Without a query nothing is resumed: that is wrong usage."""
    assert Shell(tmp_path).built().run("resume").returncode == 2
