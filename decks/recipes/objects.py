"""The object of a Chinese verb: where it begins, and where it must end.

Objects end at punctuation or where a joint (来, 从而, 进行 ...) leads on to the purpose;
the verbs of a purpose also occur inside nouns, so that they alone end nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.recipes.chinese.phrases import whole_phrase
from decks.recipes.clauses import Stretch, stop
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import size, trimmed
from decks.recipes.words import entry, one_of, pattern, words


@cache
def joint() -> str:
    """A pattern for what ends the means inside a clause and begins its purpose."""
    verbs = one_of("means", "purpose_verbs")
    plain_verbs = one_of("means", "plain_verbs")
    cutting = one_of("means", "cutting")
    return (
        rf"(?<![带起未本原到后])来(?={verbs}|在|对|将|把|让|使|更|从)"
        rf"|(?<![可加难足予得所])以(?!及|上|下|外|往|前|来|后|内)(?={verbs}|便|此|更|较|高效)"
        rf"|(?<![合归])并(?![行发列联集])|使(?![用命者])"
        rf"|(?<!叫)做|{one_of('means', 'joints')}"
        rf"|(?<=[^，]{{4}})(?<!有效)(?<!显著)(?<!地)(?<!于){plain_verbs}"
        r"|对(?=[^，。]{1,24}进行)|(?<=[A-Za-z] )在"
        rf"|(?<![不功性智才])(?:可以?|能够?)(?={verbs})"
        rf"|(?<=技术|方法|模型|机制|网络|模块|策略|框架)(?={cutting})"
        rf"|(?<=[A-Za-z）])\s?(?={cutting})|(?:显著|大幅|有效地?|进一步|更好地)(?={verbs})|(?:{verbs}|揭示)了"
    )


def object_of(
    statement: Statement, sentence: Sentence, start: int, *, also: str = ""
) -> Stretch | None:
    """The object that begins at ``start``, right behind its verb; None where there is none.

    It ends at the latest where ``also``, a pattern, matches.
    """
    limit = sentence.whole.end
    ahead = pattern(_lead()).match(statement.shape, start, limit)
    begin = ahead.end() if ahead else start
    if begin >= limit or statement.shape[begin] in "：，。、；）的":
        return None
    if pattern(one_of("means", "strong")).match(statement.shape, begin):
        return None
    if statement.shape[begin] == "“":
        return quoted_at(statement, begin, limit)
    verb_phrase = statement.shape[begin] in "对将把在从"
    ending = (
        entry("means", "phrase_joint") if verb_phrase else joint() + (f"|{also}" if also else "")
    )
    end = stop(statement.shape, begin, limit, statement.level, ending)
    found = trimmed(statement, Stretch(begin, end))
    if statement.chinese and not verb_phrase and found.end > found.start:
        found = whole_phrase(statement, found, stop(statement.shape, begin, limit, statement.level))
    return found if found.end > found.start else None


@cache
def _lead() -> str:
    praise = (
        rf"(?:{one_of('means', 'praise')}(?:的|地)?(?:[、和与而且]*{one_of('means', 'praise')}的)?)"
    )
    named = one_of("means", "introducers")
    return rf"\s*{_quantifiers()}\s*(?:{praise}(?=[^，。]{{2}}))*(?:{named})?\s*"


def _quantifiers() -> str:
    return str(entry("means", "quantifiers"))


def quoted_at(statement: Statement, begin: int, limit: int) -> Stretch | None:
    """What stands inside the quotes that open at ``begin``."""
    close = statement.shape.find("”", begin, limit)
    return Stretch(begin + 1, close) if close > begin + 1 else None


def verbs_of_means(statement: Statement, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """Each verb of means at a place where a verb can stand: (list it is from, start, end)."""
    shape = statement.shape
    for found in _verbs().finditer(shape, sentence.whole.start, sentence.whole.end):
        kind = str(found.lastgroup)
        if _verb_stands(statement, sentence, found.start(), kind):
            yield kind, found.start(), found.end()


@cache
def _verbs() -> re.Pattern[str]:
    strong, weak = one_of("means", "strong"), one_of("means", "weak")
    bare = r"(?<![使利采运应作专信费通])用(?![于户来到途法例时在和与跟])|基于"
    return pattern(rf"(?P<strong>{strong})|(?P<weak>{weak})|(?P<bare>{bare})")


def _verb_stands(statement: Statement, sentence: Sentence, at: int, kind: str) -> bool:
    clause = next((c for c in sentence.clauses if c.start <= at < max(c.end, c.start + 1)), None)
    if clause is None or statement.level[at] > statement.level[clause.start]:
        return False
    before = statement.shape[clause.start : at].rstrip()
    if before.endswith(_never_after()) or _is_noun(statement, before, at):
        return False
    if before.endswith(("将", "把")) and _is_turned(statement, clause, at):
        return False
    if kind == "strong" and before.endswith(
        ("能够", "可以", "仅", "能", "可", "，", "并", "则", "是")
    ):
        return True
    return not before or (len(before) <= 60 and bool(_verb_lead().fullmatch(before)))


def _is_turned(statement: Statement, clause: Stretch, at: int) -> bool:
    """将设计职责分配给模块: behind 将 a verb may open the name of the thing that is turned."""
    return bool(pattern(one_of("slot", "becomes")).search(statement.shape, at, clause.end))


def _is_noun(statement: Statement, before: str, at: int) -> bool:
    """机制设计 is a noun: a head stands right before."""
    headed = bool(pattern(rf"{one_of('slot', 'workers')}$").search(before))
    return headed and statement.shape.startswith(("设计", "结合"), at)


def _never_after() -> tuple[str, ...]:
    return tuple(word for word in words("means", "never_after") if word != "可")


@cache
def _verb_lead() -> re.Pattern[str]:
    """What may stand between a clause's beginning and its verb: subject, adverbs, place."""
    subject = (
        rf"(?:{one_of('frame', 'subjects')}|[A-Za-z][\w.\- ]{{0,30}}|"
        rf"[^，。在将把了给对]{{1,12}}{one_of('slot', 'workers')}"
        rf"|(?:允许|支持|使|让)用户"
        rf"|(?:该|本|此|其)?{one_of('frame', 'name_tails')})"
    )
    place = rf"{one_of('means', 'before')}[^，。]{{1,30}}?{one_of('means', 'closes')}"
    adverb = one_of("means", "adverbs")
    return pattern(rf"\s*(?:{subject})?\s*(?:{adverb}|{place}|\s)*+")


def parts_of(text: str) -> list[str]:
    """The coordinated parts of an object: at 、 and between nouns at 和 / 与 / 以及."""
    return [
        part
        for part in pattern(r"、|\+|以及|和(?!谐|解|平)|(?<!参)与(?!否)|及(?!其|时)").split(text)
        if part
    ]


def is_unannounced_list(text: str) -> bool:
    """Whether an answer is three things or more, which nobody can know to be complete."""
    return len(parts_of(text)) >= 3 and size(text) > 5
