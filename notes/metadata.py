"""Facts on a paper as notes write them: authors, year, venue, identifiers, links, tags, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from notes.labels import Label
from notes.model import Link
from notes.tags import without_tags
from notes.wikilinks import without_wikilinks


class Facts(NamedTuple):
    """What is known of a paper; empty fields are unknown."""

    authors: tuple[str, ...] = ()
    year: int | None = None
    date: str | None = None
    venue: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    """Titles quoted in citations."""

    def with_(self, other: Facts) -> Facts:
        """These facts, with what ``other`` adds."""
        if other is NOTHING:
            return self
        if self is NOTHING and not (other.links or other.tags or other.cited):
            return other
        return Facts(
            self.authors or other.authors,
            self.year or other.year,
            self.date or other.date,
            self.venue or other.venue,
            self.arxiv_id or other.arxiv_id,
            self.doi or other.doi,
            _union(self.links, other.links) if other.links else self.links,
            _union(self.tags, other.tags) if other.tags else self.tags,
            _union(self.cited, other.cited) if other.cited else self.cited,
        )

    @property
    def is_evidence(self) -> bool:
        """Whether they show that there is a paper."""
        return bool(
            self.arxiv_id
            or self.doi
            or self.authors
            or any(link.what == "paper" for link in self.links)
        )

    @property
    def is_proof(self) -> bool:
        """Whether they show it even where nothing is said of the paper: an address of its own."""
        return bool(
            self.arxiv_id
            or self.doi
            or any(link.what == "paper" and PAPER_HOST.search(link.url) for link in self.links)
        )


T = TypeVar("T")
MOST = 100
"""So many links, tags or citations of one paper are kept."""


def _union(mine: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*mine, *more)))[:MOST] if len(mine) < MOST else mine


NOTHING = Facts()

_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf|html)/|\s{0,3}(?:id)?\s{0,3}[:：]?\s{0,3})(\d{4}\.\d{4,5}|[a-z-]{2,10}/\d{7})",
    re.IGNORECASE,
)
_BRACKETED_ARXIV = re.compile(r"\[(\d{4}\.\d{4,5})(?:v\d{1,2})?\]\s")
_BARE_ARXIV = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.]\d)")
_DOI = re.compile(
    r"(?:doi\.org/|doi\s{0,3}[:：]\s{0,3})(10\.\d{4,9}/[^\s\"'<>()\[\]，。；]{1,200})",
    re.IGNORECASE,
)
_NAMED_LINK = re.compile(
    r"\[(?<!!\[)\[?([^\[\]]{0,100})\]{1,2}\(\s{0,3}<?(https?://[^\s()<>]{1,1000}(?:\([^\s()]{0,200}\))?[^\s()<>]{0,300})"
)
_BARE_LINK = re.compile(r"https?://[^\s<>\"'，。；）)\]]{1,1000}")
PAPER_HOST = re.compile(
    r"arxiv\.org|doi\.org|openreview\.net|aclanthology|thecvf\.com|neurips\.cc|mlr\.press|ieeexplore"
    r"|dl\.acm\.org|semanticscholar|biorxiv|link\.springer",
    re.IGNORECASE,
)
"""Where papers have their pages."""
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_TAGS = re.compile(r"(?:^|\s)#([^\s#!\d][^\s#,，;；]{0,60})(?=\s|$)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,2000}\)")
_CITATION = re.compile(
    r"(?:([A-Z][\w'’-]{1,40}) et al\.?,?\s{0,3})?[“\"]([^“”\"]{8,300}?)[,.]?[”\"]"
    r"[,.]?\s{0,3}([^“”\"]{0,80}?)[\s,]{0,3}((?:19|20)\d\d)[.\s]{0,3}$"
)
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d[.\s]{0,3}$")
"""How every citation ends."""
_VENUE = re.compile(
    r"(NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|COLING|AAAI|IJCAI"
    r"|KDD|WWW|SIGIR|SIGGRAPH(?:[ -]ASIA)?|ICASSP|INTERSPEECH|TPAMI|IJCV|TMLR|JMLR|WACV|BMVC|ICRA"
    r"|CoRL|RSS|Nature|Science|OSDI|SOSP|VLDB|SIGMOD|CHI)"
    r"(?![A-Za-z])[\s'’-]{0,3}((?:19|20)?\d\d)?(?!\d)"
)
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?(?![\d])"
)
_DAY = re.compile(r"(\d{1,2})[./月-](\d{1,2})日?$")
_IN_PARENTHESES = re.compile(r"[(（][^()（）]{0,100}[)）]")
_SEPARATOR = re.compile(r"[,，;；、]\s*(?:and\s+)?|\s+and\s+|&\s*")


def facts_of_line(text: str) -> Facts:
    """Identifiers, links, tags and citations that stand in a line anywhere."""
    if not _has_sign(text):
        return NOTHING
    text = _IMAGE.sub("", text) if "![" in text else text
    small = text.lower()
    named = small.find("arxiv")
    # A dotted capital I makes a text in lower case one longer.
    begins = max(0, named - (len(small) - len(text)))
    arxiv = _ARXIV.search(text, begins) if named >= 0 else _BRACKETED_ARXIV.match(text)
    doi = _DOI.search(text) if "doi" in small else None
    cited = ("”" in text or '"' in text) and _ENDS_IN_YEAR.search(text, max(0, len(text) - 7))
    citation = _CITATION.search(text[-500:]) if cited else None
    facts = Facts(
        arxiv_id=arxiv.group(1) if arxiv else None,
        doi=doi.group(1).rstrip(".,") if doi else None,
        links=tuple(_links(text)) if "http" in text else (),
        tags=tuple(_TAGS.findall(text)) if text.lstrip().startswith("#") else (),
    )
    return facts.with_(_facts_of_citation(citation)) if citation else facts


def _has_sign(text: str) -> bool:
    """Whether a fact could stand in a text. Written out: five times as fast as an expression."""
    return (
        "http" in text
        or "#" in text
        or "rXiv" in text
        or "rxiv" in text
        or "”" in text
        or '"' in text
        or "doi" in text
        or "DOI" in text
        or "RXIV" in text
        or text[:2] in ("[0", "[1", "[2", "[9")
    )


def _facts_of_citation(citation: re.Match[str]) -> Facts:
    author, title, venue, year = citation.groups()
    authors = (f"{author} et al.",) if author else ()
    return Facts(authors, int(year), venue=venue.strip(" ,.") or None, cited=(title,))


def _links(text: str) -> Iterable[Link]:
    seen = set()
    for name, url in _NAMED_LINK.findall(text):
        seen.add(url)
        yield Link(_what(name, url), url)
    for url in _BARE_LINK.findall(text):
        if len(seen) >= MOST:
            return
        bare = url.rstrip(".,;:*_`")
        if bare not in seen and not any(
            known.startswith(bare) or bare.startswith(known) for known in seen
        ):
            seen.add(bare)
            yield Link(_what("", bare), bare)


_KEPT = 200
"""So many names and addresses of links are remembered: the same few name most of them."""
_WHAT = (
    (
        "paper",
        re.compile(
            r"arxiv\.org|doi\.org|openreview\.net|aclanthology|/pdf|\.pdf|thecvf\.com|\bpaper|\bpdf\b|论文|原文",
            re.IGNORECASE,
        ),
    ),
    ("other", re.compile(r"huggingface\.co/spaces")),
    ("code", re.compile(r"github\.com|gitlab|huggingface|\bcode\b|代码", re.IGNORECASE)),
    ("project", re.compile(r"github\.io|project|home ?page|\bsite\b|主页|项目", re.IGNORECASE)),
)


def _what(name: str, url: str) -> str:
    return (name and _said(name)) or _said(url) or "other"


@lru_cache(_KEPT)
def _said(text: str) -> str:
    """What the name of a link or its address says of it; empty where it says nothing."""
    return next((what for what, pattern in _WHAT if pattern.search(text)), "")


_REFERENCE = re.compile(r"\[(?:[JCMDRPSNZ]|EB)(?:/OL)?\](?=\s{0,3}(?:[.,．，]|//|$))")
"""The sign behind a title in a reference after GB/T 7714: of an article, a book, a thesis."""
_AND_OTHERS = re.compile(r"\set al\.?,?\s|等[.,．，]\s?")


def of_reference(text: str) -> tuple[str, Facts]:
    """Title and facts of ``Authors. Title[J]. Venue, 2016.``; any other text is a title itself."""
    sign = _REFERENCE.search(text[:600])
    head = text[: sign.start()].strip() if sign else ""
    others = _AND_OTHERS.search(head)
    names = head[: others.start()] if others else head.rpartition(". ")[0]
    title = head[others.end() :] if others else head.rpartition(". ")[2]
    if sign is None or not title.strip():
        return text, NOTHING
    return title, _authors(names).with_(Facts(year=year_in(text[sign.end() :])))


def facts_of_label(label: Label) -> Facts:
    """The fact that stands behind a label such as ``Authors:``."""
    found = facts_of_line(label.value)
    read = _READERS.get(label.field)
    if read is None:
        return found
    value = without_wikilinks(without_tags(label.value.split(" | ")[0])).strip(" *_`")
    return found.with_(read(value)) if value else found


def _authors(value: str) -> Facts:
    if len(value) > 3000:
        return NOTHING
    if "(" in value or "（" in value:
        value = _IN_PARENTHESES.sub("", value)
    names = [name.rstrip().strip(" *.·") for name in _SEPARATOR.split(value)]
    return Facts(tuple([name for name in names if 1 < len(name) <= 60 and not name.isdigit()]))


def _year(value: str) -> Facts:
    match = _YEAR.search(value)
    return Facts(year=int(match.group())) if match else NOTHING


def _date(value: str) -> Facts:
    return Facts(date=iso_date(value))


def _venue(value: str) -> Facts:
    return Facts(year=_year(value).year, venue=value[:120])


def _arxiv(value: str) -> Facts:
    match = _BARE_ARXIV.search(value)
    return Facts(arxiv_id=match.group(1)) if match else NOTHING


def _doi(value: str) -> Facts:
    return Facts(doi=value.split(maxsplit=1)[0]) if value.startswith("10.") else NOTHING


def _tags(value: str) -> Facts:
    parts = re.split(r"[\s,，;；、#]+", value[:500])
    return Facts(tags=tuple(part for part in parts if part))


_READERS = {
    "authors": _authors,
    "year": _year,
    "date": _date,
    "venue": _venue,
    "arxiv_id": _arxiv,
    "doi": _doi,
    "tags": _tags,
}


_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = re.compile(
    r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?\s)?\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]{0,6}\.?\s(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def iso_date(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD`` or ``YYYY-MM``; None if there is none."""
    match = _DATE.search(text[:200]) or _COMPACT_DATE.search(text[:200])
    if match:
        year, month, day = (int(part) if part else 0 for part in match.groups())
    elif named := _NAMED_MONTH.search(text[:200]):
        year, month = int(named["year"]), 1 + _MONTHS.index(named["month"].lower())
        day = int(named["before"] or named["after"] or 0)
    else:
        return None
    if not 1 <= month <= 12:
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year:04}-{month:02}"


def day_in(text: str, month: str | None) -> str | None:
    """The day of a heading such as ``5.13`` below one that gives the year."""
    match = _DAY.match(text.strip())
    if not match or not month:
        return None
    return iso_date(f"{month[:4]}-{match.group(1)}-{match.group(2)}")


def arxiv_year(arxiv_id: str) -> int | None:
    """The year in which an arXiv id was given: ``2401.12945`` is of 2024."""
    digits = arxiv_id.rsplit("/", 1)[-1][:2]
    if not digits.isdigit():
        return None
    year = int(digits)
    return 1900 + year if year > 90 else 2000 + year


def venue_in(text: str) -> tuple[str, int | None] | None:
    """A well-known venue with its year that stands in a title or a line."""
    for match in _VENUE.finditer(text[:400]):
        before = text[match.start() - 1] if match.start() else ""
        if not (before.isascii() and before.isalpha()):
            return _venue_and_year(match)
    return None


def _venue_and_year(match: re.Match[str]) -> tuple[str, int | None]:
    year = match.group(2)
    full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return (f"{match.group(1)} {full}" if full else match.group(1)), full


_LEADING_DATE = re.compile(r"((?:19|20)\d\d)(?:[./年-]\d{1,2}月?)?(?=[\s,，年])")


def leading_year(text: str) -> int | None:
    """The year of a line such as ``2023.3, a work of ...``."""
    match = _LEADING_DATE.match(text)
    return int(match.group(1)) if match else None


def year_in(text: str) -> int | None:
    """The first year of a short text."""
    match = _YEAR.search(text[:200])
    return int(match.group()) if match else None
