"""In which language a place speaks of its paper, and which of a paper's languages is asked.

A list that stands beside its translation has every paper twice: the points of both are
known, and those of one become cards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from decks.han import HAN

CHINESE, ENGLISH = "zh", "en"

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[^\W\d_]+")


def language_of(texts: Iterable[str]) -> str:
    """The language of texts: Chinese if they hold at least as many characters as other words.

    English terms in a Chinese text leave it Chinese, and a Chinese name in an English text
    leaves it English. Whatever is not Chinese counts as English.
    """
    whole = " ".join(texts)
    han = len(_HAN.findall(whole))
    words = len(_LATIN.findall(_HAN.sub(" ", whole)))
    return CHINESE if han and han >= words else ENGLISH


def asked_languages(
    spoken: Collection[str], begun: Collection[str], order: Sequence[str]
) -> frozenset[str]:
    """Which of the languages that a paper is ``spoken`` of in are asked.

    The first of ``order`` that there is; one that is not in ``order`` comes behind. A paper of
    which cards were ``begun`` keeps their languages, whatever the order is now.
    """
    if begun or not spoken:
        return frozenset(begun)
    rank = {language: place for place, language in enumerate(order)}
    return frozenset([min(spoken, key=lambda one: (rank.get(one, len(rank)), one))])
