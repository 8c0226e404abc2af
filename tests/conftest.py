"""The two beginnings that several files share; a file with a fixture of its own has that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import BACKBONE, BLENDING, LUMIERE, SDXL, VIDEOS, Shelf, paper, shelf
from deck_fixtures import Learner
from study_fixtures import learner_with


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A collection with two papers, built once."""
    with shelf(tmp_path / "notes") as found:
        found.note("video/lumiere.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.note("image.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        yield found


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """Somebody with six new cards."""
    made = learner_with(tmp_path, 6)
    yield made
    made.store.close()


@pytest.fixture(scope="session", autouse=True)
def no_data_of_this_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Backups and databases kept away from the notes lie in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield
