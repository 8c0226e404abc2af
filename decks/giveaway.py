"""Whether a card gives itself away: by its own front, or by the paper's name and title."""

from __future__ import annotations

from decks.figures import told_by
from decks.glossary import says, without_translated
from decks.han import HAN
from decks.rarity import units
from decks.recipes.names import is_acronym, is_own_name, letters
from decks.recipes.objects import parts_of
from decks.recipes.terms import latin_words, specific, specific_words
from decks.recipes.words import english_words, entry, one_of, pattern, word_set
from decks.sheet import Found, Sheet
from decks.subject import CardWarning, Recipe

LEAST_OWN = 3
"""What an answer must tell beside the words that stand on the front in English."""
LEAST_REST = 2
"""Words of an English answer that the front does not show where it shows half of the others."""
LEAST_PART = 2
"""What a part must tell that gives an answer of several away, as ``terms.specific`` counts."""
LEAST_RUN = 3
"""Han characters in a row that give an answer away."""
SHARED = 0.5
"""Part of an answer's specific Han pairs that may not stand on the front."""


def answer_on_front(sheet: Sheet) -> Found:
    """The front shows the answer, or enough of it."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        shown = sheet.answer in pattern(r"\d+(?:[.,]\d+)*").findall(sheet.front)
        if told := sheet.answer if shown else told_by(sheet.answer, sheet.front):
            yield CardWarning("answer-on-front", told)
        return
    front = f"{sheet.subject.short} {sheet.front}"
    seen = units(front)
    own = specific_words(sheet.answer)
    latin = [word for word in own if _seen(word, seen)]
    half = 2 * len(latin) >= max(1, len(own)) and not _has_rest(sheet, latin, own, seen)
    if half or (latin and sheet.statement.chinese):
        yield CardWarning("answer-on-front", latin[0])
        return
    shared = _shared(sheet, seen)
    if _is_translated(sheet, front):
        yield CardWarning("answer-on-front", sheet.answer)
    elif shared:
        yield CardWarning("answer-on-front", shared)
    elif gloss := _gloss(sheet):
        yield CardWarning("answer-on-front", gloss)


def _has_rest(sheet: Sheet, shown: list[str], own: list[str], seen: set[str]) -> bool:
    """Whether an English answer has enough beside what the front shows: "point cloud gauges"."""
    term = sheet.candidate.recipe is Recipe.DEFINITION
    if sheet.statement.chinese or term or len(shown) > 1 or len(own) == 1:
        return False
    if pattern(r" (?:of|or) ").search(sheet.answer):
        return False
    small = word_set("english", "stops") | word_set("english", "determiners")
    rest = [word for word in latin_words(sheet.answer) if word not in small]
    unseen = [word for word in rest if not _seen(word, seen)]
    told = set(unseen) - set(english_words("nouns", "weak"))
    return len(unseen) >= LEAST_REST and bool(told) and rest[-1] == unseen[-1]


def _shared(sheet: Sheet, seen: set[str]) -> str:
    """Han characters of the answer that the front shows, if they are half of what is specific.

    The items of one list may share words: of them only the whole answer counts.
    """
    if sheet.candidate.recipe is Recipe.LIST_ITEM:
        return sheet.answer if sheet.answer.strip() in sheet.front else _opposite(sheet)
    if run := _run_on_front(sheet) or _part_on_front(sheet):
        return run
    rest = pattern(one_of("generic", "han")).sub(" ", sheet.answer)
    pairs = {unit for unit in units(rest) if not unit.isascii() and len(unit) == 2}
    shared = sorted(pairs & seen)
    if len(shared) >= max(1 if len(pairs) <= 2 else 2, SHARED * len(pairs)):
        return shared[0]
    return sheet.answer if len(sheet.answer) > 1 and sheet.answer in sheet.front else ""


def _opposite(sheet: Sheet) -> str:
    """What only the opposite word tells from an item that the front shows: 首帧指令, 末帧指令."""
    if "→" in sheet.front:
        return ""  # stages go from one to the other
    bare = _bare(sheet)
    for pair in entry("border", "opposites"):
        for one, other in (pair, pair[::-1]):
            if bare.startswith(one) and bare.replace(one, other, 1) in sheet.front:
                return bare
    return ""


def _bare(sheet: Sheet) -> str:
    """The answer as it stands in the point, without what it adds in brackets."""
    return pattern(r"（.*$").sub("", sheet.statement.form(sheet.hidden)).strip()


def _run_on_front(sheet: Sheet) -> str:
    """Half of a Chinese answer in a row, generic or not: 生成自由度 beside 高自由度."""
    bare = _bare(sheet)
    if not sheet.statement.chinese or not pattern(f"[{HAN}]+").fullmatch(bare):
        return ""
    least = max(LEAST_RUN, (len(bare) + 1) // 2)
    runs = (bare[at : at + least] for at in range(len(bare) - least + 1))
    return next((run for run in runs if run in sheet.front), "")


def _part_on_front(sheet: Sheet) -> str:
    """One of the parts that a Chinese answer joins, where the front shows it: 帧序列和音频."""
    parts = parts_of(sheet.statement.form(sheet.hidden)) if sheet.statement.chinese else []
    told = (part.strip() for part in parts if len(parts) > 1 and specific(part) >= LEAST_PART)
    return next((part for part in told if part in sheet.front), "")


def _is_translated(sheet: Sheet, front: str) -> bool:
    """Whether the front or the title say a Chinese answer in English: Sliding Window, 滑动窗口."""
    if sheet.candidate.recipe is Recipe.LIST_ITEM or not sheet.statement.chinese:
        return False
    if sheet.answer.isascii() and says(sheet.front, specific_words(sheet.answer)):
        return True
    english = latin_words(f"{front} {sheet.subject.title}")
    rest = without_translated(sheet.answer, english, sheet.rarity.glossary)
    if rest == sheet.answer:
        return False
    return specific(rest) < min(LEAST_OWN, specific(sheet.answer))


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
    han = pattern(f"[{HAN}]").search(sheet.answer)
    inside = letters(bare) in letters(title) and len(letters(bare)) > 1
    named = any(is_own_name(word, sheet.subject) for word in own)
    if (
        inside
        or named
        or _is_subject(sheet)
        or _is_coined_work(sheet)
        or is_acronym(sheet.answer, title)
        or (own and not han and set(own) <= set(latin_words(title)))
    ):
        yield CardWarning("title-word", sheet.answer)


def _is_coined_work(sheet: Sheet) -> bool:
    """提出 X 方法: a lone name that the paper gives to its own method as a whole."""
    before = sheet.statement.shape[: sheet.hidden.start].rstrip()
    rest = sheet.statement.shape[sheet.hidden.start : sheet.hidden.end + 4]
    coined = pattern(rf"[A-Za-z][\w\-]*\s?{one_of('frame', 'name_tails')}").match(rest)
    return bool(coined) and before.endswith(("提出", "提出了", "一种", "一个", "名为"))


def _is_subject(sheet: Sheet) -> bool:
    """A lone Latin name that opens a clause is what the paper calls its own work, as a rule."""
    if sheet.candidate.recipe is not Recipe.TERM_CLOZE or sheet.sentence is None:
        return False
    if not sheet.statement.chinese and sheet.answer[1:].islower():
        return False  # "Encoder-free" of an architecture is a word, not a name
    opens = any(clause.start == sheet.hidden.start for clause in sheet.sentence.clauses)
    closes = (
        sheet.statement.shape[sheet.hidden.end : sheet.hidden.end + 2].lstrip().startswith("：")
    )
    return opens and not closes and bool(pattern(r"[A-Za-z][\w.\-]*").fullmatch(sheet.answer))
