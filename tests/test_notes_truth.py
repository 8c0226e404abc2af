"""Real notes, measured against what people found in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from notes.files import list_notes, read_note
from notes.jsonform import note_to_json
from notes.vocabulary import KEY_KINDS, load_vocabulary

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SCORER = SHARED / "tools" / "score_notes.py"

pytestmark = pytest.mark.skipif(
    not SCORER.is_file(), reason="the real notes are not beside the project"
)


def parsed(folder: Path) -> dict:
    """What ``parse --json`` would print for a folder."""
    words = load_vocabulary()
    notes = [read_note(folder, file.path, words) for file in list_notes(folder).files]
    return {"version": 1, "files": [note_to_json(note) for note in notes]}


def figures(truth: str, document: dict, tmp_path: Path) -> dict[str, float]:
    """The scorer's figures, by name."""
    found = tmp_path / "parsed.json"
    found.write_text(json.dumps(document), "utf-8")
    command = [sys.executable, str(SCORER), str(SHARED / "truth" / truth), str(found), "--json"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        name: value["value"] if isinstance(value, dict) else value
        for name, value in printed.items()
    }


def test_the_five_dialects_are_read_without_a_miss(tmp_path):
    """Every block with its kind, title and points, and nothing else."""
    document = parsed(SHARED / "notes")
    wanted = dict.fromkeys(("recall", "kind", "title", "n_items", "first_item", "precision"), 1.0)
    assert figures("seeds.json", document, tmp_path) == wanted | {"placeholders": 0}
    papers = [paper for file in document["files"] for paper in file["papers"]]
    blocks = [block for paper in papers for block in paper["blocks"] if block["kind"] in KEY_KINDS]
    assert len([paper for paper in papers if paper["blocks"]]) == 66
    assert len(blocks) == 103
    assert sum(len(block["points"]) for block in blocks) == 335


LEAST = {
    "recall": 0.98,
    "kind": 0.98,
    "title": 0.94,
    "n_items": 0.95,
    "first_item": 0.98,
    "precision": 0.94,
}
CORPORA = [
    "FYJNEVERFOLLOWS+Paper-Reading-Notes",
    "OpenRaiser+awesome-world-model-evolution",
    "Tramac+paper-reading-note",
]


@pytest.mark.parametrize("name", CORPORA)
def test_further_dialects_are_read(name, tmp_path):
    """Notes of other people reach the figures that were set."""
    if not (SHARED / "corpora" / name).is_dir():
        pytest.skip("this corpus is not beside the project")
    reached = figures(f"{name}.json", parsed(SHARED / "corpora" / name), tmp_path)
    assert {key: reached[key] for key, least in LEAST.items() if reached[key] < least} == {}
    assert reached["placeholders"] == 0
