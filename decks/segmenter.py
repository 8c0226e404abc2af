"""Chinese text cut into words with their parts of speech.

The dictionary comes inside the package of rjieba, a binding of jieba-rs that is loaded with
the first text and then reads some 25 MB a second; ``lexicon.toml`` adds words of research
notes and says what belongs together. Only what makes cards may call this: queue, review
and app have no use for words, and start without it. Nothing here knows of points or cards.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from decks.han import HAN

if TYPE_CHECKING:
    from rjieba import Jieba

LATIN = "eng"
"""The tag of a Latin term, of a number, and of code or a formula."""
FREQUENT = 20_000
"""How often a word of the lexicon is taken to occur, so that it wins over its neighbours."""
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LETTER = r"A-Za-zÀ-ÖØ-öø-ž0-9\ue001\ue002_"
_LATIN_RUN = re.compile(rf"[{_LETTER}][{_LETTER}.+'’/&-]*")


class Word(NamedTuple):
    """A word where it stands; spaces belong to none, a punctuation mark is one by itself.

    A tuple, for tens of millions are made of a large library.
    """

    start: int
    end: int
    text: str
    tag: str
    """As jieba has them: n noun, v verb, vn verbal noun, a adjective, d adverb, p preposition,
    c conjunction, u particle, m numeral, q measure, r pronoun, f place, x sign, eng Latin."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; affixes and what the lexicon holds stay in one piece."""
    return tuple(_joined(_words(text)))


@lru_cache(maxsize=4096)
def edges(text: str) -> frozenset[int]:
    """Where a phrase may begin or end: every place of a text that is not inside a word."""
    inside = {at for word in words_of(text) for at in range(word.start + 1, word.end)}
    return frozenset(range(len(text) + 1)) - inside


def _words(text: str) -> Iterator[Word]:
    at = 0
    while at < len(text):
        run = _HAN_RUN.match(text, at) or _LATIN_RUN.match(text, at)
        if run is None:
            if not text[at].isspace():
                yield Word(at, at + 1, text[at], "x")
            at += 1
        elif text[at] >= "\u3400" and _HAN_RUN.match(text, at):
            yield from _chinese(run[0], at)
            at = run.end()
        else:
            end = at + len(run[0].rstrip(".+'’/&-")) or run.end()
            yield Word(at, end, text[at:end], LATIN)
            at = end


def _chinese(run: str, at: int) -> Iterator[Word]:
    for word, tag in _tagged(run):
        yield Word(at, at + len(word), word, tag)
        at += len(word)


@lru_cache(maxsize=16_384)
def _tagged(run: str) -> tuple[tuple[str, str], ...]:
    """The words of a run of Han characters with their tags: fronts of one point share most runs."""
    own = _tags()
    return tuple((word, own.get(word) or _sure(word, tag)) for word, tag in _jieba().tag(run))


def _sure(word: str, tag: str) -> str:
    """A tag, where the dictionary can be trusted: it takes many nouns for adverbs."""
    return "n" if tag in ("d", "ad") and len(word) > 1 else tag


def _joined(words: Iterator[Word]) -> list[Word]:
    """With prefixes such as 自 and suffixes such as 集 at the words they belong to."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and last.end == word.start and (_is_prefix(last, word) or _is_suffix(last, word)):
            tag = "n" if _is_suffix(last, word) else word.tag
            joined[-1] = Word(last.start, word.end, last.text + word.text, tag)
        else:
            joined.append(word)
    return joined


def _is_prefix(first: Word, second: Word) -> bool:
    return first.text in _affixes("prefixes") and second.tag[0] in "nvabl" and len(second.text) > 1


def _is_suffix(first: Word, second: Word) -> bool:
    """解码器, 特征图; behind a verb only what makes a noun of it: not 保障帧."""
    whole = first.tag[0] in "nvabl" and len(first.text) > 1
    makes_noun = first.tag != "v" or second.text in _affixes("nominal")
    return second.text in _affixes("suffixes") and whole and makes_noun


@cache
def _affixes(name: str) -> frozenset[str]:
    return frozenset(_lexicon()[name])


@cache
def _tags() -> dict[str, str]:
    """What the lexicon says a word is, whatever the dictionary holds of it."""
    return {word: tag for tag, group in _lexicon()["words"].items() for word in group}


@cache
def _lexicon() -> dict[str, Any]:
    source = resources.files(__package__ or "").joinpath("lexicon.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def _jieba() -> Jieba:
    from rjieba import Jieba

    jieba = Jieba()
    for word, tag in _tags().items():
        known = tag == "d" or len(word) == 1
        jieba.add_word(word, None if known else FREQUENT, tag)
    return jieba
