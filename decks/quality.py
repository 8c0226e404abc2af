"""Whether a card is worth reviewing: one small function for each thing that can be wrong.

A warning sends a card to the inbox; it never deletes one. The wording of a warning stands
in ``messages.toml`` under its code. Nothing here makes or mends a card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from decks.faces import SpanKind, face, plain
from decks.rarity import Rarity, units
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import has_example_before, is_trivial, leans
from decks.recipes.number_cloze import is_setting
from decks.recipes.objects import is_unannounced_list
from decks.recipes.statement import LONGEST, Sentence, Statement, statement_of
from decks.recipes.terms import latin_words, size, specific, specific_words
from decks.recipes.words import any_pattern, one_of, pattern, word_set, words
from decks.subject import Candidate, Recipe, Subject, Warning
from decks.wording import say

LONGEST_ANSWER = 30
LONGEST_FRONT = 130
"""Sizes as ``terms.size`` counts them: a Han character 1, a Latin word 2."""
SHORTEST_CUE = 4
SHARED = 0.5
"""Part of an answer's Han pairs that may stand on the front."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the checks look at, read once."""

    candidate: Candidate
    statement: Statement
    rarity: Rarity
    front: str
    """Plain, with the blank as a space."""
    answer: str
    """Plain."""
    hidden: Stretch
    """Where the answer stands in the point."""
    sentence: Sentence | None
    """The one the answer stands in."""

    @property
    def subject(self) -> Subject:
        """The point with what surrounds it."""
        return self.statement.subject


Found = Iterator[Warning]


def check(candidate: Candidate, subject: Subject, rarity: Rarity) -> tuple[Warning, ...]:
    """What is wrong with a candidate, each code at most once; empty for a good one."""
    sheet = sheet_of(candidate, subject, rarity)
    found: dict[str, Warning] = {}
    for warning in chain.from_iterable(rule(sheet) for rule in RULES):
        found.setdefault(warning.code, warning)
    return tuple(found.values())


def worded(warning: Warning) -> str:
    """A warning as a sentence that says what is wrong and how to mend it."""
    return say(f"warning.{warning.code}", detail=warning.detail)


def sheet_of(candidate: Candidate, subject: Subject, rarity: Rarity) -> Sheet:
    """Read what the checks need."""
    statement = statement_of(subject)
    answer = plain(face(candidate.answer))
    front = " ".join(plain((s,)) for s in candidate.question if s.kind is not SpanKind.BLANK)
    hidden = Stretch(candidate.place, candidate.place + len(answer))
    sentence = next((s for s in statement.sentences if s.whole.holds(hidden)), None)
    return Sheet(candidate, statement, rarity, front, answer, hidden, sentence)


def is_template(text: str) -> bool:
    """Whether a point is a place to fill in, not a statement."""
    body = text.strip().translate({ord("("): "（", ord(")"): "）", ord(":"): "："})
    return not any(sign.isalnum() for sign in body) or bool(
        any_pattern("trivial", "template", _IGNORE_CASE).search(body)
    )


def template_text(sheet: Sheet) -> Found:
    """The point is a place to fill in."""
    if is_template(sheet.statement.text):
        yield Warning("template-text", sheet.statement.text[:40])


def cued_recall(sheet: Sheet) -> Found:
    """The answer is the whole point: asked only of who wants it."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        yield Warning("cued-recall")


def too_long(sheet: Sheet) -> Found:
    """The front or the answer is a wall of text."""
    if len(sheet.statement.text) > LONGEST or size(sheet.front) > LONGEST_FRONT:
        yield Warning("too-long", sheet.front[:40])
    elif sheet.candidate.recipe is not Recipe.CUED_RECALL and size(sheet.answer) > LONGEST_ANSWER:
        yield Warning("too-long", sheet.answer)


def no_paper_name(sheet: Sheet) -> Found:
    """Nothing on the front says which paper is meant."""
    if not any(sign.isalnum() for sign in sheet.subject.short):
        yield Warning("no-paper-name")


def generic_blank(sheet: Sheet) -> Found:
    """The answer is a word that nobody should have to recall."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE or _has_sign(sheet):
        return
    bare = sheet.answer.strip().casefold()
    vague = pattern(
        r"^(?:多种|各种|大量|多个|不同|一些|相应|某种|更|几|several|various|many|multiple|different|some|more|better)"
    )
    if sheet.candidate.recipe is Recipe.LIST_ITEM and size(sheet.answer) >= 4:
        return
    if bare in word_set("generic", "praise") or _is_vague(sheet):
        yield Warning("generic-blank", sheet.answer)
    elif vague.match(bare):
        yield Warning("generic-blank", sheet.answer)


def _is_vague(sheet: Sheet) -> bool:
    """Two specific Han characters are half a word; a Latin term must be rare in the collection."""
    told = specific(sheet.answer, sheet.subject.short)
    if told < (2 if size(sheet.answer) >= 8 else 3) and not specific_words(sheet.answer):
        return True
    common = max(2, sheet.rarity.papers // 25)
    return (
        sheet.candidate.recipe is Recipe.TERM_CLOZE
        and sheet.answer.isascii()
        and sheet.rarity.document_frequency(sheet.answer) > common
    )


def _has_sign(sheet: Sheet) -> bool:
    return any(s.kind in (SpanKind.CODE, SpanKind.MATH) for s in face(sheet.candidate.answer))


def answer_on_front(sheet: Sheet) -> Found:
    """The front shows the answer, or enough of it."""
    if sheet.candidate.recipe in (Recipe.CUED_RECALL, Recipe.NUMBER_CLOZE):
        return
    front = f"{sheet.subject.short} {sheet.front}"
    seen = units(front)
    latin = [word for word in specific_words(sheet.answer) if _seen(word, seen)]
    if latin:
        yield Warning("answer-on-front", latin[0])
        return
    shared = _shared(sheet, seen)
    if shared:
        yield Warning("answer-on-front", shared)
    elif gloss := _gloss(sheet):
        yield Warning("answer-on-front", gloss)


def _shared(sheet: Sheet, seen: set[str]) -> str:
    """Han characters of the answer that the front shows, if they are half of what is specific.

    The items of one list may share words: of them only the whole answer counts.
    """
    if sheet.candidate.recipe is Recipe.LIST_ITEM:
        return sheet.answer if sheet.answer.strip() in sheet.front else ""
    rest = pattern(one_of("generic", "han")).sub(" ", sheet.answer)
    pairs = {unit for unit in units(rest) if not unit.isascii() and len(unit) == 2}
    shared = sorted(pairs & seen)
    if len(shared) >= max(2, SHARED * len(pairs)):
        return shared[0]
    return sheet.answer if len(sheet.answer) > 1 and sheet.answer in sheet.front else ""


def _seen(word: str, seen: set[str]) -> bool:
    stem = word[:-1] if len(word) > 4 and word.endswith("s") else word
    return any(
        other.startswith(stem)
        or (len(other) > 3 and stem.startswith(other))
        or (len(stem) > 6 and other[:6] == stem[:6])
        for other in seen
        if other.isascii() and other not in word_set("generic", "latin")
    )


def _gloss(sheet: Sheet) -> str:
    """An acronym that stands on the front in parentheses right beside the blank."""
    after = sheet.statement.shape[sheet.hidden.end : sheet.hidden.end + 30]
    if pattern(r"”\s?的\s?$").search(sheet.statement.shape[: sheet.hidden.start][-4:]):
        return "”"
    beside = pattern(r"^[”\s]*（([^（）]{2,60})）").match(after) or pattern(
        r"^”\s?的\s?([A-Za-z]+[\w\-]+)"
    ).match(after)
    before = sheet.statement.shape[max(0, sheet.hidden.start - 1) : sheet.hidden.start] == "（"
    if beside and pattern(r"^）\s?[和与、]").match(after[beside.end() - 1 :]):
        return ""
    if beside and not pattern(r"\d|^(?:如|例|比如|e\.g|包括|含)").search(beside.group(1)):
        return beside.group(1)
    alone = before and pattern(r"^）(?!\s?[和与、][^，。（]{1,12}（)").match(after)
    return "（" if alone and not _is_value(sheet) else ""


def _is_value(sheet: Sheet) -> bool:
    return sheet.candidate.recipe in (Recipe.NUMBER_CLOZE, Recipe.LIST_ITEM)


def title_word(sheet: Sheet) -> Found:
    """The answer is the paper's own name, or a part of its title."""
    if sheet.candidate.recipe in (Recipe.CUED_RECALL, Recipe.NUMBER_CLOZE):
        return
    title = f"{sheet.subject.title} {sheet.subject.short}"
    bare = pattern(r"[（(][^（）()]*[）)]").sub("", sheet.answer)
    own = specific_words(bare)
    han = pattern("[㐀-鿿]").search(sheet.answer)
    inside = letters(bare) in letters(title) and len(letters(bare)) > 1
    named = any(_is_own_name(word, sheet.subject) for word in own)
    if (
        inside
        or named
        or _is_subject(sheet)
        or _is_acronym(sheet.answer, title)
        or (own and not han and set(own) <= set(latin_words(title)))
    ):
        yield Warning("title-word", sheet.answer)


def letters(text: str) -> str:
    """A text without punctuation, spaces and case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_own_name(word: str, subject: Subject) -> bool:
    """The short name, misspelt or in parts, or a name coined from the title's words."""
    from rapidfuzz.distance import DamerauLevenshtein

    bare, short = letters(word), letters(subject.short)
    if len(bare) > 4 and DamerauLevenshtein.distance(bare, short, score_cutoff=2) <= 2:
        return True
    coined = len(short) > 5 and " " not in subject.short.strip()
    if coined and any(bare[at : at + 6] in short for at in range(len(bare) - 5)):
        return True
    return _coined(bare, [letters(part) for part in latin_words(subject.title)])


def _is_subject(sheet: Sheet) -> bool:
    """A lone Latin name that opens a clause is what the paper calls its own work, as a rule."""
    if sheet.candidate.recipe is not Recipe.TERM_CLOZE or sheet.sentence is None:
        return False
    opens = any(clause.start == sheet.hidden.start for clause in sheet.sentence.clauses)
    closes = (
        sheet.statement.shape[sheet.hidden.end : sheet.hidden.end + 2].lstrip().startswith("：")
    )
    return opens and not closes and bool(pattern(r"[A-Za-z][\w.\-]*").fullmatch(sheet.answer))


def _is_acronym(answer: str, title: str) -> bool:
    """Whether an answer in capitals is made of the first letters of words of the title."""
    bare = answer.strip()
    initials = "".join(word[0] for word in latin_words(title)).upper()
    bare = bare[:-1] if bare.endswith("s") else bare
    return 2 <= len(bare) <= 6 and bare.isascii() and bare.isupper() and bare in initials


def _coined(name: str, title: list[str]) -> bool:
    """Whether a name is made of the beginnings of two or more words of the title, in order."""
    rest, used = name, 0
    for part in title:
        shared = next((n for n in range(len(part), 1, -1) if rest.startswith(part[:n])), 0)
        rest, used = rest[shared:], used + (shared > 0)
    return not rest and used >= 2


def several_answers(sheet: Sheet) -> Found:
    """More than one answer would fit what the front says."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    if not _has_cue(sheet):
        yield Warning("several-answers", sheet.front.strip()[:40])
    elif is_unannounced_list(sheet.answer) or _open_list(sheet):
        yield Warning("several-answers", sheet.answer)


def _has_cue(sheet: Sheet) -> bool:
    """Whether the front says enough: specific words, or the neighbours of a list's item."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return size(sheet.front) >= SHORTEST_CUE
    if sheet.candidate.recipe is Recipe.LIST_ITEM:
        return size(sheet.front) >= 2 * SHORTEST_CUE or "→" in sheet.front
    if specific(sheet.front, sheet.subject.short) >= SHORTEST_CUE:
        return True
    purpose = pattern(
        rf"，[^，]{{0,4}}{one_of('means', 'effects', 'obstacles')}|{one_of('means', 'plain_verbs')}"
    )
    told = sheet.candidate.recipe is Recipe.MEANS_PURPOSE and purpose.search(sheet.front)
    return bool(told) and size(sheet.front) >= 8 and specific(sheet.answer) >= 4


def _open_list(sheet: Sheet) -> bool:
    """Whether the answer is one of several, of which the list need not hold all."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return False
    shape, hidden = sheet.statement.shape, sheet.hidden
    after = shape[hidden.end : hidden.end + 160]
    before = shape[max(0, hidden.start - 6) : hidden.start]
    if pattern(r"^[”\s]?等(?!价|级|距|于|变)").match(after):
        return True
    if pattern(
        r"(?<!（)(?:如(?!何|果|此|同)|例如|比如|等(?!价|级|距|于|变|方))|such as|e\.g\."
    ).search(pattern(r"（[^（）]*）").sub("", sheet.statement.form(hidden))):
        return True
    if sheet.candidate.recipe is Recipe.TERM_CLOZE and _has_peer(before, after):
        return True
    if pattern(r"^(?:[，、/和 ]{1,2}[A-Za-z][\w \-]*)+ ?等").match(after):
        return True
    if pattern(r"^[^，。；：]{0,40}等(?!价|级|距|于|变)").match(after) and pattern(
        r"[、/]|^等|^ 等|和"
    ).search(shape[max(0, hidden.start - 1) : hidden.start] + after[:40]):
        return True
    return has_example_before(sheet.statement, hidden.start)


def _has_peer(before: str, after: str) -> bool:
    """Whether a term is one of several on a par, of which no count says how many there are."""
    return bool(
        pattern(r"(?:[、和与及或/]|以及)\s?$").search(before)
        or pattern(r"^\s?(?:、|/|和(?!其)|与(?!其)|以及|或)").match(after)
    )


def dangling_reference(sheet: Sheet) -> Found:
    """The front points at something that it does not show."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    front = sheet.front.lstrip()
    opening = tuple(words("reference", "opening"))
    if front.startswith(opening) and sheet.candidate.question[0].kind is not SpanKind.BLANK:
        yield Warning("dangling-reference", front[:12])
    if sheet.answer.lstrip().startswith(("其", "它", "该", "这", "此", "these ", "both ", "this ")):
        yield Warning("dangling-reference", sheet.answer)
    for text in (front[:14], sheet.answer):
        if found := any_pattern("reference", "inside").search(text):
            yield Warning("dangling-reference", found.group())


def fragment(sheet: Sheet) -> Found:
    """The blank is cut inside a word, a bracket or a phrase."""
    if sheet.candidate.recipe in (Recipe.CUED_RECALL, Recipe.NUMBER_CLOZE):
        return
    answer = sheet.answer.strip()
    last = latin_words(answer)[-1:] if answer[-1:].isascii() else []
    first = latin_words(answer)[:1] if answer[:1].isascii() else []
    broken = (
        answer.startswith(words("term", "bad_start"))
        or answer.endswith(words("term", "bad_end"))
        or (last and last[0] in word_set("term", "bad_end_latin"))
        or (first and first[0] in word_set("term", "bad_start_latin"))
        or not _balanced(answer)
        or not _balanced(sheet.front)
        or _cuts_word(sheet)
    )
    if broken:
        yield Warning("fragment", answer)


def _balanced(text: str) -> bool:
    same = text.translate(str.maketrans("(){}「」", "（）｛｝“”"))
    return all(same.count(a) == same.count(b) for a, b in ("（）", "｛｝", "“”", "[]", "《》"))


def _cuts_word(sheet: Sheet) -> bool:
    """Whether a Latin word or number continues beyond the blank."""
    text, hidden = sheet.statement.text, sheet.hidden
    ends = (text[hidden.start - 1 : hidden.start + 1], text[hidden.end - 1 : hidden.end + 1])
    return any(
        len(pair) == 2 and pattern(r"[A-Za-z0-9]{2}|[A-Za-z]-|-[A-Za-z]").match(pair)
        for pair in ends
    )


def trivial(sheet: Sheet) -> Found:
    """What is asked is said of every paper, or is housekeeping."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    opening = any_pattern("trivial", "opening").search(_opening(sheet))
    if sheet.sentence is None or sheet.sentence.trivial or opening:
        yield Warning("trivial", sheet.front.strip()[:40])
        return
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        if is_setting(sheet.statement, sheet.sentence, sheet.hidden):
            yield Warning("trivial", sheet.front.strip()[:40])
        return
    clauses = sheet.sentence.clauses
    place = next((i for i, c in enumerate(clauses) if c.end > sheet.hidden.start), 0)
    for clause in clauses[max(0, place - leans(sheet.statement, clauses[place])) : place + 1]:
        if is_trivial(sheet.statement.form(clause)):
            yield Warning("trivial", sheet.statement.cut(clause)[:40])


def _opening(sheet: Sheet) -> str:
    """The sentence, unless its cause is asked for: why the field fails is worth knowing."""
    if sheet.sentence is None:
        return ""
    before = sheet.statement.shape[sheet.sentence.whole.start : sheet.hidden.start]
    asks_cause = pattern(r"(?:原因|由于|源于|在于|because|due to)[^，。]{0,8}$").search(before)
    return "" if asks_cause else sheet.statement.form(sheet.sentence.whole)


_IGNORE_CASE = 2
RULES: tuple[Callable[[Sheet], Found], ...] = (
    template_text,
    cued_recall,
    too_long,
    no_paper_name,
    generic_blank,
    answer_on_front,
    title_word,
    several_answers,
    dangling_reference,
    fragment,
    trivial,
)
