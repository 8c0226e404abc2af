"""Bytes to text."""

from __future__ import annotations

import pytest

from notes.decoding import decode
from notes.files import note_from_bytes
from notes.model import Severity
from notes.vocabulary import load_vocabulary

TEXT = (
    "# 残差网络：很深的网络\n要点：\n- 用残差连接训练很深的网络，识别图像的精度更高\n"
    "- 每层只学习残差，优化更容易，参数也不多\n"
)
TRADITIONAL = (
    "# 殘差網路：很深的網路\n重點：\n- 用殘差連接訓練很深的網路，辨識影像的準確率更高\n"
    "- 每層只學習殘差，最佳化更容易，參數也不多\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"", "utf-8"),
    ],
)
def test_unicode_is_read_without_a_guess(data, encoding):
    """UTF-8 with and without mark, and marked UTF-16, are certain."""
    decoded = decode(data)
    assert (decoded.encoding, decoded.problem) == (encoding, None)
    assert decoded.text == (TEXT if data else "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT * 5, "gb18030"),
        (TRADITIONAL * 5, "big5hkscs"),
        (TEXT * 5, "utf-16-le"),
        (TEXT * 5, "utf-16-be"),
    ],
    ids=["gb18030", "big5", "utf-16-le", "utf-16-be"],
)
def test_a_guess_is_reported(text, encoding):
    """An old encoding is read, and the note says that it was a guess."""
    note = note_from_bytes(text.encode(encoding), "a.md", load_vocabulary())
    assert note.encoding == encoding
    assert [(p.code, p.severity) for p in note.problems] == [("encoding", Severity.INFO)]
    assert note.papers[0].blocks[0].points[0].text == text.splitlines()[2][2:]


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"\0" * 1000, bytes(range(1, 32)) * 50],
    ids=["png", "zeros", "controls"],
)
def test_what_is_no_text_is_a_problem(data):
    """A stray binary file is reported and has no papers; nothing is raised."""
    note = note_from_bytes(data, "a.md", load_vocabulary())
    assert (note.encoding, note.papers) == ("", ())
    assert [(p.code, p.severity) for p in note.problems] == [("not-text", Severity.ERROR)]
