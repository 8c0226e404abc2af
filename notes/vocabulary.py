"""The words of the scanner as a frozen value, and the one form in which labels are compared.

The words themselves are data (``vocabulary.toml``); a user's own labels are added to them.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from notes.expressions import Expressions, any_of, expressions, phrases
from notes.foreign import foreign_sign, known_words, latin_runs
from notes.model import Kind
from notes.spelling import GLOSS, HAN, latin_forms, plain_form, singular_form, spellings

OTHER = "other"
"""The topic of a label that ends a block and is not kept."""
FIELD = "field:"
"""The topic of a label in front of a fact on the paper begins with this."""
SECTION = "section"
COLLECTION = "collection"
OPENING_WORDS = frozenset({"awesome", "papers"})
"""A heading that begins with one of these is a collection whatever follows."""
_OPENING_WORD = re.compile("|".join(OPENING_WORDS))
PAPER_COLUMN, WORK_COLUMN, NOTE_COLUMN = "paper", "work", "note"
MANUAL = "manual"
"""The topic of a heading that stands in a program's manual, never in a paper."""
DATE = "date"
"""The topic of a heading that is only a date."""

_KINDS = frozenset(kind.value for kind in Kind)
KEY_KINDS = frozenset({Kind.KEY_POINTS, Kind.CORE_INNOVATION})
LONGEST_LABEL = 80
"""A label has at most so many characters."""
LONGEST_PART = 60
"""A heading of a manual has at most so many characters."""


_EITHER = " / "
MOST_NAMES, LONGEST_NAME = 4, 3
"""So many names of at most so many words stand for one part of a paper."""
_DIGITS = " 0123456789一二三四五六七八九十"
_AS_PLAIN = re.compile(r"[\w ,.:;&*'\"!?-]+")
"""Latin signs that are in the compared form as they stand, or set words apart."""
_PAGE = re.compile(r"\((?:pp?|pages?|第)[ .]{0,3}\d|(?:p|page)[ .]{0,3}\d{1,4}\)?$")
"""A label with a page stands over what somebody copied from it."""
_CAPTION = r"\W*(?:{})\s*(?:\d+(?:[.-]\d+)*[a-z]?\s*[.:：|、](?!\d)|[:：])"
_LETTER = re.compile(r"[^\W\d_]")
_COUNT = re.compile(r"[一二两三四五六七八九十几多\d]+(?:个方面|个|点|大|方面|条|项|种)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What labels mean. ``digest`` changes whenever any word does."""

    labels: Mapping[str, str]
    """Topic by label in its compared form: a kind, ``other`` or ``field:...``."""
    headings: Mapping[str, str]
    """``section`` or ``collection`` by heading in its compared form."""
    gists: Mapping[str, str]
    """The labels of a summary that over a list are key points, in their compared form."""
    covers: Mapping[str, str]
    """What stands over papers where it is a note's first heading."""
    manual: Mapping[str, str]
    """Headings of a program's manual."""
    columns: Mapping[str, str]
    """What a column of a table holds, by its head: ``paper``, ``work`` or ``note``."""
    han_before: re.Pattern[str]
    han_after: re.Pattern[str]
    han_ends: frozenset[str]
    """What ``han_after`` can end in."""
    latin_words: frozenset[str]
    joints: re.Pattern[str]
    joint_words: tuple[str, ...]
    signs: str
    hollow: frozenset[str]
    put_off: Expressions
    instructions: re.Pattern[str]
    notices: Expressions
    caption: re.Pattern[str]
    """How the text below a picture or a table begins, in lower case."""
    words: frozenset[str]
    """The Latin words of which labels and unfilled templates are made."""
    foreign: re.Pattern[str]
    """A Han character that stands in none of them."""
    digest: str
    _topics: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    _headings: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def topic(self, name: str) -> str | None:
        """What a label is about: a kind's value, ``other``, ``field:...`` or None if unknown.

        A label that joins key points with results or the like is ``other``: it stands over labels.
        """
        topic = self._topics.get(name, _NOT_ASKED)
        return topic if topic is not _NOT_ASKED else _remember(name, self._topics, self._topic)

    def heading(self, text: str) -> str | None:
        """The topic of a heading, or ``section`` or ``collection``, or None: perhaps a paper."""
        topic = self._headings.get(text, _NOT_ASKED)
        return topic if topic is not _NOT_ASKED else _remember(text, self._headings, self._heading)

    def unwrapped(self, text: str) -> str:
        """A text in lower case without the words that only stand around a label."""
        if HAN.search(text):
            text = text.replace(" ", "")
            before = self.han_before.match(text)
            return text[before.end() :] if before else text
        return " ".join(word for word in text.split() if word not in self.latin_words)

    def is_part(self, text: str) -> bool:
        """Whether a text is nothing but the name of a part: "Contribution 1", 主要贡献."""
        plain = plain_form(text).rstrip(_DIGITS)
        topic = None if self.is_foreign(plain) else _look_up(plain, self, self.labels)
        return topic is not None and not topic.startswith(FIELD)

    def column(self, head: str) -> str | None:
        """What a column holds whose head is not known as a label: works or notes on them."""
        forms = (_look_up(form, self, self.columns) for form in spellings(plain_form(head)))
        return next(filter(None, forms), None)

    def is_manual(self, text: str) -> bool:
        """Whether a heading is one of a program's manual, like "Installation"."""
        return len(text) <= LONGEST_PART and _exact(plain_form(text), self.manual) is not None

    def is_cover(self, text: str) -> bool:
        """Whether a note's first heading stands over papers, like "Notes"."""
        return _look_up(plain_form(text), self, self.covers) is not None

    def is_gist(self, name: str) -> bool:
        """Whether a label promises the points of a paper in short, like "TL;DR"."""
        return _look_up(plain_form(name), self, self.gists) is not None

    def _topic(self, name: str) -> str | None:
        if self._is_plainly_foreign(name):
            return None
        plain = plain_form(name)
        if not _LETTER.search(plain) or _has_page(plain):
            return None
        found = None if self.is_foreign(plain) else _find(plain, self, self.labels)
        return found or (self._either(name) if _EITHER in name else None)

    def _either(self, name: str) -> str | None:
        """The kind that one of several short names for a part is: "Idea / Contribution"."""
        parts = name.split(_EITHER)
        if len(parts) > MOST_NAMES or any(len(part.split()) > LONGEST_NAME for part in parts):
            return None
        kinds = [topic for part in parts if (topic := self.topic(part)) in _KINDS]
        return next((kind for kind in kinds if kind in KEY_KINDS), kinds[0] if kinds else None)

    def _is_plainly_foreign(self, name: str) -> bool:
        """Whether a name is foreign as it is written: most are, and need no compared form."""
        if not name.isascii():
            simple = "(" not in name and "（" not in name and _EITHER not in name
            return simple and self.foreign.search(name) is not None
        if not _AS_PLAIN.fullmatch(name):
            return False
        return not self.words.issuperset(latin_runs(name.lower().replace("'", " ")))

    def _heading(self, text: str) -> str | None:
        if self._is_plainly_foreign(text) and not _OPENING_WORD.search(text.lower()):
            return None
        plain = plain_form(text)
        if topic := _exact(plain, self.headings):
            return topic
        found = None
        if not self.is_foreign(plain):
            found = _find(plain, self, self.labels) or _find(plain, self, self.headings)
        return found or (self._either(text) if _EITHER in text else None)

    def is_foreign(self, plain: str) -> bool:
        """Whether a text has what no label or unfilled template has; one of text and gloss may.

        Most texts in front of a colon are no labels, and this is the quick way to know. The text
        is in its compared form, or only its words in lower case.
        """
        if "(" in plain:
            gloss = GLOSS.search(plain)
            inside = gloss.group(1) if gloss else ""
            return self.is_foreign(GLOSS.sub(" ", plain)) and self.is_foreign(inside)
        if not plain.isascii():
            return self.foreign.search(plain) is not None
        return not self.words.issuperset(latin_runs(plain))


def _has_page(plain: str) -> bool:
    may = "(" in plain or plain[-1:] == ")" or plain[-1:].isdigit()
    return may and _PAGE.search(plain) is not None


_NOT_ASKED = ""
"""Stands for a label that was not looked up yet: no topic is empty."""
MOST_REMEMBERED = 20_000


ASKED = re.compile(
    r"[#\d.、)）\s]{0,8}[\[【]([^\[\]【】]{2,50})[\]】]\s{0,3}[^\[\]【】]{3,150}[?？]\s{0,3}$"
)
"""A part named in brackets before the question it answers: "2. [Contribution] What is new?"."""


def _remember(
    name: str, known: dict[str, str | None], find: Callable[[str], str | None]
) -> str | None:
    asked = ASKED.match(name) if name[-1:] in "?？ " else None
    if len(name) > LONGEST_LABEL and asked is None:
        return None
    if len(known) > MOST_REMEMBERED:
        known.clear()
    topic = known[name] = find(asked[1] if asked else name)
    return topic


def _find(plain: str, vocabulary: Vocabulary, table: Mapping[str, str]) -> str | None:
    for form in spellings(plain):
        topic = _look_up(form, vocabulary, table)
        if topic:
            return topic
    return _joined(plain, vocabulary, table) or _glossed(plain, vocabulary, table)


def _glossed(plain: str, vocabulary: Vocabulary, table: Mapping[str, str]) -> str | None:
    """The kind that a gloss names: "新意 (novelty)"; "ViT (paper)" is still about ViT."""
    gloss = GLOSS.search(plain) if "(" in plain else None
    topic = _look_up(gloss.group(1).strip(), vocabulary, table) if gloss else None
    return topic if topic in _KINDS else None


def _exact(plain: str, table: Mapping[str, str]) -> str | None:
    """The topic of a heading as a whole, with nothing around it taken away."""
    first = plain.split(" ", 1)[0]
    if first in table and table[first] == COLLECTION and first in OPENING_WORDS:
        return COLLECTION
    return table.get(plain) or (table.get(singular_form(plain)) if plain.isascii() else None)


def _look_up(form: str, vocabulary: Vocabulary, table: Mapping[str, str]) -> str | None:
    if not form:
        return None
    if not HAN.search(form):
        shorter = latin_forms(form, vocabulary.latin_words)
        return table.get(form) or next((table[each] for each in shorter if each in table), None)
    han = form.replace(" ", "")
    topic = _look_up_han(han, vocabulary, table)
    if topic is None and (uncounted := _COUNT.sub("", han)) != han:
        topic = _look_up_han(uncounted, vocabulary, table)
    return topic


def _look_up_han(text: str, vocabulary: Vocabulary, table: Mapping[str, str]) -> str | None:
    """The topic of a label with less and less around it."""
    if text in table:
        return table[text]
    before = vocabulary.han_before.match(text)
    bare = text[before.end() :] if before else text
    if bare in table:
        return table[bare]
    if text[-1:] not in vocabulary.han_ends:
        return None
    for label in (text, bare) if before else (text,):
        after = vocabulary.han_after.search(label)
        while after:  # a label may itself end like one of these words
            if label[: after.start()] in table:
                return table[label[: after.start()]]
            after = vocabulary.han_after.search(label, after.start() + 1)
    return None


def _joined(plain: str, vocabulary: Vocabulary, table: Mapping[str, str]) -> str | None:
    """The topic of a label made of several: theirs if they agree, else the telling one."""
    for joint in vocabulary.joint_words:
        if joint in plain:
            break
    else:
        return None
    parts = [part for part in vocabulary.joints.split(plain) if part and part.strip()]
    if not 2 <= len(parts) <= 5:
        return None
    topics = [
        next(
            filter(None, (_look_up(form, vocabulary, table) for form in spellings(part.strip()))),
            None,
        )
        for part in parts
    ]
    known = {topic for topic in topics if topic}
    if len(known) == 1 and None not in topics:
        return topics[0]
    if None in topics or not known:
        return None
    mixed = known & {Kind.RESULTS.value, Kind.LIMITATIONS.value, OTHER} or any(
        t.startswith(FIELD) for t in known
    )
    keys = [topic for topic in topics if topic in KEY_KINDS]
    if mixed:
        return OTHER
    return keys[0] if keys else topics[0]


@cache
def _source() -> str:
    return resources.files(__package__).joinpath("vocabulary.toml").read_text("utf-8")


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(_source())


def load_vocabulary(extra: Mapping[Kind, Sequence[str]] | None = None) -> Vocabulary:
    """The shipped words and a user's ``extra`` labels by kind, which win over the shipped ones."""
    words = _words()
    added = _added(extra)
    latin = frozenset(words["wrapping"]["latin_words"])
    shipped = [(topic, label) for topic, labels in words["kinds"].items() for label in labels]
    shipped += [(OTHER, label) for label in words["other"]["labels"]]
    shipped += [
        (FIELD + name, label) for name, labels in words["fields"].items() for label in labels
    ]
    headings = [
        (topic, label)
        for topic, name in ((SECTION, "sections"), (COLLECTION, "collections"))
        for label in words["headings"][name]
    ]
    own = [(topic, label) for topic, labels in added.items() for label in labels]
    table, heading_table = _table(shipped, latin) | _table(own, latin), _table(headings, latin)
    wrapping = [word for group in words["wrapping"].values() for word in group]
    known = [*table, *heading_table, *wrapping]
    known += [*words["hollow"]["texts"], *words["hollow"]["instructions"]]
    return Vocabulary(
        labels=table,
        headings=heading_table,
        manual=_table([(SECTION, label) for label in words["headings"]["manual"]], latin),
        columns=_table(
            [(holds, label) for holds, labels in words["columns"].items() for label in labels],
            latin,
        ),
        covers=_table([(COLLECTION, label) for label in words["headings"]["covers"]], latin),
        gists=_table([(Kind.KEY_POINTS, label) for label in words["gists"]["labels"]], latin),
        han_before=re.compile(f"(?:{any_of(words['wrapping']['han_before'])})+"),
        han_after=re.compile(f"(?:{any_of(words['wrapping']['han_after'])})+$"),
        han_ends=frozenset(word[-1] for word in words["wrapping"]["han_after"]),
        latin_words=latin,
        joints=phrases(words["wrapping"]["joints"]),
        joint_words=tuple(words["wrapping"]["joints"]),
        signs="".join(words["remarks"]["signs"]),
        hollow=frozenset(words["hollow"]["texts"]),
        put_off=expressions(words["hollow"]["patterns"]),
        instructions=phrases(words["hollow"]["instructions"]),
        notices=expressions(words["notices"]["patterns"], words["notices"]["signs"]),
        caption=re.compile(_CAPTION.format(any_of(words["captions"]["names"]))),
        words=known_words(known),
        foreign=foreign_sign(known),
        digest=vocabulary_digest(extra),
    )


def _table(entries: Sequence[tuple[str, str]], latin: frozenset[str]) -> dict[str, str]:
    """Topic by label in each compared form; the longer form of one label wins over a shorter."""
    forms = [(topic, _entry_forms(label, latin)) for topic, label in entries]
    table: dict[str, str] = {}
    for place in range(3):
        for topic, found in forms:
            if place < len(found) and found[place]:
                table.setdefault(found[place], topic)
    return table


def _entry_forms(label: str, latin: frozenset[str]) -> list[str]:
    """The compared forms of a label of ours; wrapping words that leave one word are part of it."""
    plain = plain_form(label)
    if HAN.search(plain):
        return [plain.replace(" ", "")]
    singular, bare = latin_forms(plain, latin)
    return [plain, singular, bare] if " " in bare else [plain, singular]


def vocabulary_digest(extra: Mapping[Kind, Sequence[str]] | None = None) -> str:
    """The digest of the vocabulary that ``load_vocabulary`` makes of ``extra``, without making it.

    It takes 1 ms where the vocabulary takes 35 ms.
    """
    content = json.dumps([_source(), _added(extra)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _added(extra: Mapping[Kind, Sequence[str]] | None) -> dict[str, list[str]]:
    """A user's labels by kind, in one order however they were given."""
    return {kind.value: sorted(labels) for kind, labels in sorted((extra or {}).items())}
