"""The notes that measuring makes are the same on every machine."""

from __future__ import annotations

import os
import subprocess
import sys

_PRINT = """
import hashlib
from benchmarks.generated_notes import generated_notes, library_notes
texts = [text for notes in (generated_notes(60), library_notes(5)) for _, text in notes]
print(hashlib.sha256("".join(texts).encode()).hexdigest())
"""


def test_another_process_makes_the_same_notes():
    """Whatever seed a process has for its sets and dictionaries."""
    made = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
