"""Whether a text states nothing, so that it is no point.

That is a template nobody filled in, a notice, a way through the page, only links, only signs. The
words are the vocabulary's; here is only how they are looked for.
"""

from __future__ import annotations

import re

from notes.vocabulary import LONGEST_LABEL, Vocabulary

LONGEST_LEAD = 30
"""A text of at most so many characters that ends in a colon only leads to another."""
LONGEST_TEMPLATE = 60
"""A longer text in brackets was written by somebody."""
LONGEST_NOTICE = 240
"""A longer text is no notice, whatever words stand in it."""

_NAMED = r"\[\[*[^\[\]]{0,500}\]+\([^()]{0,2000}\)"
_ADDRESS = r"https?://[^\s<>]{1,2000}>?"
_LINK = re.compile(f"!{_NAMED}|{_NAMED}|<{_ADDRESS}|{_ADDRESS}")
"""Written out by its first signs: in prose it is found six times as fast."""
_TEMPLATE = re.compile(
    r"(?:\[[^\[\]]+\]|【[^【】]+】|<[^<>]+>|\{[^{}]+\}|\{\{[^{}:]+\}\})[。.；;]?"
)
_TEMPLATE_STARTS = frozenset("[【<{")
_WORD = re.compile(r"[^\W_]")
_WORDS = re.compile(r"(?:[^\W_]|/)[\w/]*")


def is_hollow(text: str, vocabulary: Vocabulary) -> bool:
    """Whether ``text``, the whole of a point, states nothing."""
    bare = _LINK.sub("", text) if "](" in text or "http" in text else text
    if len(bare) > LONGEST_TEMPLATE:
        wordless = not bare[0].isalnum() and _WORD.search(bare) is None
        return wordless or (
            len(bare) <= LONGEST_NOTICE and vocabulary.notices.stand_in(bare.lower())
        )
    if not bare[:1].isalnum() and not _WORDS.search(bare):
        return True
    if len(bare) <= LONGEST_LEAD and bare.rstrip(" *_").endswith((":", "：")):
        return True
    small = bare.lower()
    return (
        (bare.lstrip()[0] in _TEMPLATE_STARTS and _TEMPLATE.fullmatch(bare.strip()) is not None)
        or vocabulary.put_off.stand_in(small)
        or (not _is_own(small, vocabulary) and _is_left_over(bare, vocabulary))
        or vocabulary.notices.stand_in(small)
    )


def is_only_links(text: str) -> bool:
    """Whether a line holds links and signs and not a word besides."""
    if "http" not in text or (text[0].isalnum() and not text.startswith("http")):
        return False
    return "![" not in text and _WORD.search(_LINK.sub("", text)) is None


def is_caption(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is the text below a picture or a table: "Figure 2: Widgets" or 图2：部件."""
    return vocabulary.caption.match(text[:LONGEST_LEAD].lower()) is not None


def _is_own(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a word no template has stands in a text in lower case: a quick look, most do."""
    if not text.isascii():
        return vocabulary.foreign.search(text) is not None
    known = vocabulary.words
    for word in text.split():  # noqa: SIM110 - the first word decides mostly
        if word not in known and word.isalpha():
            return True
    return False


def _is_left_over(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is nothing but what a template says: a placeholder, or a label."""
    said = " ".join(_WORDS.findall(text.replace("_", " "))).casefold()
    return not vocabulary.is_foreign(said) and (
        _is_placeholder(said, vocabulary) or _is_label(text, vocabulary)
    )


def _is_placeholder(said: str, vocabulary: Vocabulary) -> bool:
    """Whether the words of a text stand where somebody's own should."""
    return (
        said.rstrip(" 0123456789") in vocabulary.hollow
        or vocabulary.unwrapped(said) in vocabulary.hollow
        or _is_instruction(said, vocabulary)
    )


def _is_instruction(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a text only tells what to write: "Describe the key idea here", 请填写创新点."""
    rest = vocabulary.instructions.sub(" ", said)
    if rest == said:
        return False
    rest = " ".join(rest.split())
    return not rest or vocabulary.unwrapped(rest) == "" or _is_label(rest, vocabulary)


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a point is the name of a part ("Contribution 1", "Results") without its content."""
    return len(text.encode()) <= LONGEST_LABEL and vocabulary.is_part(text)
