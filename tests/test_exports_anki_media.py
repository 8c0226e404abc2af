"""Where the pictures of a point are found, and that they arrive in Anki with its cards."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import anki_reading
import pytest
from cli_running import Shell

from exports.anki_media import anywhere, images_below

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")

WANTED = {
    "a name": ("fig.png", "fig.png"),
    "the shortest path": ("plot.png", "b/plot.png"),
    "the end of a path": ("deep/plot.png", "a/deep/plot.png"),
    "another case": ("PLOT.PNG", "b/plot.png"),
    "漢字 and a space": ("図 1.png", "a/図 1.png"),
    "not within a name": ("lot.png", None),
    "not above": ("../plot.png", None),
    "not hidden": ("secret.png", None),
    "no image": ("note.md", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize("name", WANTED)
def test_an_attachment_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    """Anywhere below the root, as Obsidian finds it; of several the shortest path wins."""
    for place in (
        "fig.png", "a/deep/plot.png", "b/plot.png", "a/図 1.png", ".trash/secret.png", "a/note.md",
    ):  # fmt: skip
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(b"")
    target, found = WANTED[name]
    assert anywhere(images_below(tmp_path), target) == (PurePosixPath(found) if found else None)


NOTE = """\
# BERT: Pre-training of Deep Bidirectional Transformers

## Key points

- BERT masks 15 % of the tokens in each sentence and predicts them from both sides.
  ![[masked tokens.png|300]]
- BERT uses WordPiece embeddings with a vocabulary of 30,000 tokens <img src="img/b.png">.
  ![chart](chart%20(1).png)

Q: Which parts has it?
A: Two:
- masks
- pairs

![[parts.png]]
"""
PICTURES = {
    "vault/files/masked tokens.png": "beside the first point",
    "notes/img/b.png": "within the second",
    "notes/chart (1).png": "below the second",
}


def test_pictures_travel_with_their_point(tmp_path: Path) -> None:
    """Embedded, in HTML or on a line of their own: Anki has their bytes and shows them."""
    shell = Shell(tmp_path)
    shell.write("notes/bert.md", NOTE)
    for place, words in PICTURES.items():
        (shell.here / place).parent.mkdir(parents=True, exist_ok=True)
        (shell.here / place).write_bytes(PNG + words.encode())
    assert shell.run("build").returncode == 0
    for card in shell.json("cards")["cards"]:
        assert "![](masked" not in card["front"], "a picture of a line of its own is no question"
    done = shell.run("export", "-o", "out.apkg")
    assert (done.returncode, done.stderr) == (0, "")
    assert "pictures: 3" in done.stdout
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, shell.here / "out.apkg")
        assert not col.media.check().missing
        assert not col.media.check().unused
        backs = "".join(
            anki_reading.rendered(col, card.card_id)[1]
            for card in anki_reading.arrived(col).values()
        )
        kept = {path.read_bytes() for path in Path(col.media.dir()).iterdir()}
    assert kept >= {PNG + words.encode() for words in PICTURES.values()}
    assert "- masks<br>- pairs" in backs
