"""Turn the bytes of a file into text, and say which encoding that took.

Tried in order: a byte order mark, UTF-8, what charset-normalizer thinks of it. It never
raises: a file that is no text gives a problem.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from notes.model import Problem, Severity
from notes.wording import wording

say = wording(__package__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("gb18030", "big5hkscs", "utf_16_le", "utf_16_be", "shift_jis", "euc_jp", "cp1252")
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "cp936": "gb18030",
}
_SAMPLE = 65_536
"""So many bytes decide about the encoding; guessing over megabytes takes minutes."""


_NOT_ODD = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\r\f\x0b\x1b")
"""The bytes of UTF-8 that are no control characters, but for those that texts have."""


class Decoded(NamedTuple):
    """A text and how it was read; the encoding is empty if it is no text."""

    text: str
    encoding: str
    problem: Problem | None = None


def decode(data: bytes) -> Decoded:
    """Read ``data`` as text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:_SAMPLE] and not _looks_wide(data[:_SAMPLE]):
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if "\0" in text[:_SAMPLE]:
        return _guess(data)
    return _not_text() if _is_garbled(text) else Decoded(text, "utf-8")


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return _not_text()


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        end = sample.rfind(b"\n")
        sample = sample[: end + 1] if end > 0 else sample
    found = from_bytes(sample, cp_isolation=list(_GUESSED)).best()
    names = [found.encoding] if found else []
    for name in (*names, *_GUESSED[:2]):
        encoding = _ALIASES.get(name, name)
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _is_garbled(text):
            return Decoded(text, encoding, _guessed(encoding))
    return _not_text()


def _wide(data: bytes) -> Decoded:
    """UTF-16 without a mark of mostly Han text: zero bytes are few, but on one side only."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) or len(data) % 2:
        return _not_text()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _not_text()
    usual = sum(1 for sign in text[:4096] if "\u3000" <= sign <= "\u9fff" or sign < "\u0250")
    if usual * 10 < min(len(text), 4096) * 9 or _is_garbled(text):
        return _not_text()
    return Decoded(text, encoding, _guessed(encoding))


def _looks_wide(sample: bytes) -> bool:
    """Whether the zero bytes stand where UTF-16 of mostly Latin text has them."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 8 and min(even, odd) * 8 <= max(even, odd)


def _is_garbled(text: str) -> bool:
    """Whether control characters are too many for a text."""
    sample = text[:4096]
    odd = sample.encode("utf-8", "replace").translate(None, _NOT_ODD)
    return len(odd) * 50 > len(sample)


def _guessed(encoding: str) -> Problem:
    return Problem(
        1,
        "encoding",
        Severity.INFO,
        say("decoding.guessed", encoding=encoding),
        say("decoding.guessed-hint"),
    )


def _not_text() -> Decoded:
    problem = Problem(
        1, "not-text", Severity.ERROR, say("decoding.not-text"), say("decoding.not-text-hint")
    )
    return Decoded("", "", problem)
