"""Cards that people wrote into their notes: where they begin and end, and what they ask."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.jsonform import note_from_json, note_to_json
from notes.lines import physical_lines
from notes.model import Gap, Kind, Note, Paper, Point
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()
PROFILE = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def read(text: str, path: str = "deck/terms.md") -> Note:
    return read_text(dedent(text), WORDS, path=path)


def written(note: Note) -> list[Point]:
    return [
        point
        for paper in note.papers
        for block in paper.blocks
        if block.kind is Kind.WRITTEN
        for point in block.points
    ]


def asked(text: str) -> list[tuple[str, str]]:
    """(question with ``[...]`` or ``[hint]`` for a gap, answer) of every prompt, in order."""
    return [
        ("".join(_shown(piece) for piece in prompt.question), prompt.answer)
        for point in sorted(written(read(text)), key=lambda point: point.line)
        for prompt in point.prompts
    ]


def _shown(piece: str | Gap) -> str:
    return piece if isinstance(piece, str) else f"[{piece.hint or '...'}]"


ANYWHERE = {
    "question and answer": (
        "Q: What is SGD?\nA: A step a batch.",
        [("What is SGD?", "A step a batch.")],
    ),
    "several lines": (
        "Q: What does\nattention do?\nA: It weighs\nvalues.\n\nUnrelated.",
        [("What does\nattention do?", "It weighs\nvalues.")],
    ),
    "a blank line before the answer": ("Q: Why?\n\nA: Because.", [("Why?", "Because.")]),
    "up to a rule": ("Q: Why?\n\nA: Because.\n---\nmore", [("Why?", "Because.")]),
    "up to the next card": (
        "Q: a1?\nA: b1\nQ: a2?\nA: b2\nC: The [gap] here",
        [("a1?", "b1"), ("a2?", "b2"), ("The [...] here", "gap")],
    ),
    "a list for an answer": (
        "Q: Which steps?\nA:\n1. read\n2. ask",
        [("Which steps?", "1. read\n2. ask")],
    ),
    "bullets for an answer": ("Q: Which?\nA:\n- x1\n- x2", [("Which?", "- x1\n- x2")]),
    "a picture for an answer": ("Q: How?\nA: ![plot](a.png)", [("How?", "![plot](a.png)")]),
    "code for an answer": (
        "Q: How?\nA:\n```py\nQ: no\n\nx = 1\n```\n",
        [("How?", "```py\nQ: no\n\nx = 1\n```")],
    ),
    "an answer below": (
        "Q: Which law?\nA:\n\n$$\na \\\\\nb\\\n$$\n",
        [("Which law?", "$$ a \\\\ b $$")],
    ),
    "text, then a list": (
        "Q: Which?\r\nA: Two:\r\n- x1\r\n\t- deep 深\r\n- x2 🚀\r\n",
        [("Which?", "Two:\n- x1\n    - deep 深\n- x2 🚀")],
    ),
    "a list in the question": (
        "Q: Which is right?\n1) x1\n2) x2\nA: 2",
        [("Which is right?\n1) x1\n2) x2", "2")],
    ),
    "indented code": (
        "Q: How?\nA: So:\n```\nif a:\n    b()\n```",
        [("How?", "So:\n```\nif a:\n    b()\n```")],
    ),
    "a gap in a list": (
        "C: Steps:\n- [read]\n- ask",
        [("Steps:\n- [...]\n- ask", "read")],
    ),
    "full width": ("Q：什么是注意力？\nA：加权求和。", [("什么是注意力？", "加权求和。")]),
    "no space before Han": ("Q:什么？\nA:那个", [("什么？", "那个")]),
    "CRLF and tabs": ("Q:\tWhy\t?\r\nA:\tSo 🚀\r\n", [("Why ?", "So 🚀")]),
    "a gap": ("C: The [mitochondria] breathes.", [("The [...] breathes.", "mitochondria")]),
    "two gaps are two cards": (
        "C: [北京]是[中国]的首都",
        [("[...]是中国的首都", "北京"), ("北京是[...]的首都", "中国")],
    ),
    "brackets that hide nothing": (
        "C: [link](http://a.b) ![i](c.png) [[wiki]] [^1] `x[0]` $y \\in [0,1]$ \\[no\\] [yes]",
        [
            (
                "[link](http://a.b) ![i](c.png) wiki [^1] `x[0]` $y \\in [0,1]$ \\[no\\] [...]",
                "yes",
            )
        ],
    ),
    "brackets within brackets": ("C: f is [O(n[0])] here", [("f is [...] here", "O(n[0])")]),
    "Anki's signs": ("It is {{c1::deep}}.", [("It is [...].", "deep")]),
    "Anki's hint": ("It is {{c1::deep::not shallow}}.", [("It is [not shallow].", "deep")]),
    "one number hides together": (
        "{{c1::A1}} and {{c1::B1}} or {{c2::C1}}",
        [("[...] and [...] or C1", "A1; B1"), ("A1 and B1 or [...]", "C1")],
    ),
    "nested": (
        "{{c1::a1 {{c2::b1}}}} c1",
        [("[...] c1", "a1 b1"), ("a1 [...] c1", "b1")],
    ),
    "in items of a list": (
        "- {{c1::one}} x\n- {{c1::two}}\n  y",
        [("[...] x", "one"), ("[...]\ny", "two")],
    ),
    "formula and code in a gap": (
        "Cost {{c1::$O(n^2)$}} of {{c2::`a::b`}}",
        [("Cost [...] of `a::b`", "$O(n^2)$"), ("Cost $O(n^2)$ of [...]", "`a::b`")],
    ),
}


@pytest.mark.parametrize("name", ANYWHERE)
def test_signs_that_count_anywhere(name):
    """Questions, brackets behind C: and Anki's signs are cards in any note."""
    text, wanted = ANYWHERE[name]
    assert asked(text) == wanted


UNDER_TAG = {
    "one line": ("front :: back", [("front", "back")]),
    "tight": (
        "the question is on this side::the answer here",
        [("the question is on this side", "the answer here")],
    ),
    "both ways": ("Hund ::: 狗", [("Hund", "狗"), ("狗", "Hund")]),
    "full width": ("注意力：：加权求和", [("注意力", "加权求和")]),
    "full width, both ways": ("狗：：：dog", [("狗", "dog"), ("dog", "狗")]),
    "an item": ("- [ ] dog :: 狗", [("dog", "狗")]),
    "a quotation": ("> dog :: 狗", [("dog", "狗")]),
    "every line": ("a1 :: b1\na2 :: b2", [("a1", "b1"), ("a2", "b2")]),
    "a lone question mark": (
        "What is\nSGD?\n?\nA step\na batch",
        [("What is\nSGD?", "A step\na batch")],
    ),
    "a list below a lone question mark": (
        "Which steps?\n?\n- read\n- ask\n  twice",
        [("Which steps?", "- read\n- ask\ntwice")],
    ),
    "two question marks": ("a1\n??\nb1", [("a1", "b1"), ("b1", "a1")]),
    "a heading above one": ("## What is SGD\n?\nA step", [("What is SGD", "A step")]),
    "the blank line ends it": ("x\n\na1\n?\nb1\n\ny", [("a1", "b1")]),
    "highlights": ("A ==b== c ==d==", [("A [...] c d", "b"), ("A b c [...]", "d")]),
    "highlights with hints and numbers": (
        "a ==b==^[hint][^1] c ==d==[^2] e ==f==[^1]",
        [("a [hint] c d e [...]", "b; f"), ("a b c [...] e f", "d")],
    ),
    "schedules are another program's": (
        "dog :: 狗 <!--SR:!2024-01-01,3,250-->\n\na1\n?\nb1\n<!--SR:!2024-01-01,3,250-->",
        [("dog", "狗"), ("a1", "b1")],
    ),
    "names of blocks": ("dog :: 狗 ^ab12c", [("dog", "狗")]),
    "Anki's signs come first": ("x :: {{c1::y1}}", [("x :: [...]", "y1")]),
    "links keep their colons": ("[a](http://h/x::y) z :: w", [("[a](http://h/x::y) z", "w")]),
    "no card: C++": ("Use std::vector and nn::Linear(3) or torch::nn::Module", []),
    "no card: code": ("Use `a :: b` and\n```\na :: b\n```", []),
    "no card: a table": ("| a :: b |\n| -- |\n", []),
    "no card: a property": ("tags:: a\nid:: 6512-ab\ncollapsed:: true\n[due:: 2024-01-01]", []),
    "no card: one side": ("front ::\n\n:: back\n\n::: warning\n\n?\nx1\n", []),
    "no card: comparisons": ("if a == b and c == d", []),
    "no card: many colons": ("a :::: b", []),
    "no card: a comment": ("<!-- a :: b -->\n<!--\nc :: d\n-->", []),
    "no card: an address": ("see http://h/a::b", []),
}


@pytest.mark.parametrize("name", UNDER_TAG)
def test_signs_that_count_under_a_tag(name):
    """Two sides and highlights are cards in a note with the tag."""
    text, wanted = UNDER_TAG[name]
    assert asked(f"#flashcards\n\n{text}") == wanted


@pytest.mark.parametrize("name", UNDER_TAG)
def test_without_the_tag_they_are_text(name):
    """Without the tag only Anki's signs are read."""
    text, _ = UNDER_TAG[name]
    assert not asked(text) or name == "Anki's signs come first"


TAGS = {
    "alone": ("#flashcards\n\na1 :: b1", ("flashcards",), 1),
    "with a deck": ("x #flashcards/deep/nets\n\na1 :: b1", ("flashcards/deep/nets",), 1),
    "right above a card": ("#flashcards\na1\n?\nb1\n\n==a2== b2", ("flashcards",), 2),
    "in a heading": ("# Terms #flashcards\n\na1 :: b1", ("flashcards",), 1),
    "below the cards": ("a1 :: b1\n\n#flashcards", ("flashcards",), 1),
    "a list in the front matter": (
        "---\ntags: [x, flashcards/a]\n---\na1 :: b1",
        ("x", "flashcards/a"),
        1,
    ),
    "a text in the front matter": (
        "---\ntags: 'x, #flashcards'\n---\na1 :: b1",
        ("x", "flashcards"),
        1,
    ),
    "in front of one card": ("#flashcards/a a1 :: b1\n\na2 :: b2", ("flashcards/a",), 1),
    "no tag: another word": ("#flashcardsandmore\n\na1 :: b1", (), 0),
    "no tag: part of an address": ("http://x.y/#flashcards\n\na1 :: b1", (), 0),
    "no tag: in code": ("`#flashcards`\n\na1 :: b1", (), 0),
    "no tag: without its sign": ("flashcards\n\na1 :: b1", (), 0),
}


@pytest.mark.parametrize("name", TAGS)
def test_tags_say_that_a_note_has_cards(name):
    """A tag counts for the whole note, or, on a card's own line, for that card; it is kept."""
    text, tags, cards = TAGS[name]
    note = read(text)
    assert len(written(note)) == cards
    assert [paper.tags for paper in note.papers] == [tags] * min(cards, 1)


NO_CARDS = {
    "empty": "",
    "a question without answer": "Q: Why?\n\nNobody knows.",
    "an answer alone": "A: Because.",
    "a legend of symbols": "B: batch\nC: channels [3]\nH: height",
    "a drive": r"C:\Users\[me]",
    "a word before the sign": "FAQ: a\nA: b",
    "words with the same end": "DOC: see [1]",
    "nothing hidden": "C: nothing here",
    "in a fence": "```\nQ: a\nA: b\nC: [c]\n{{c1::d}}\n```",
    "in a quotation": "> Q: a\n> A: b",
    "indented code": "x\n\n    Q: a\n    A: b",
    "a template": "Q: <question>\nA: <answer>",
    "braces of a web page": "`{{c1::y}}`; {{content}} and {{c.name}}",
    "an open brace": "{{c1::never closed",
    "YAML": "---\nQ: a\nA: b\n---\n",
    "C++": "std::vector<int> v; // a :: b",
    "Haskell": "map :: (a -> b) -> [a] -> [b]",
    "Logseq": "tags:: a\n- text\n  id:: 1234",
    "a wall of gaps": "C: " + "[a] " * 500,
}


@pytest.mark.parametrize("name", NO_CARDS)
def test_what_nobody_wrote_as_a_card(name):
    """Code, legends, properties and templates are no cards."""
    assert asked(NO_CARDS[name]) == []


def test_lines_and_texts_are_those_of_the_note():
    """A card has its true lines, and its text reads as if nothing were hidden."""
    note = read(
        "---\nx: 1\n---\n\nQ: Why?\nA: So\nit is.\n\nC: The [cat] sat.\n\n{{c1::So}} ![p](i.png)\n"
    )
    assert [(p.text, p.line, p.last_line, p.images) for p in written(note)] == [
        ("Why? :: So it is.", 5, 7, ()),
        ("The cat sat.", 9, 9, ()),
        ("So ![p](i.png)", 11, 11, ("i.png",)),
    ]


def test_a_point_has_one_line_where_its_prompt_has_several():
    """The text of a point is without line breaks; what is asked keeps them."""
    (point,) = written(read("Q: Which?\nA:\n- x1\n- x2\n```py\nx = 1\n```\n"))
    assert point.text == "Which? :: x1; x2 ``` x = 1 ```"
    assert point.prompts[0].answer == "- x1\n- x2\n```py\nx = 1\n```"


def owner(text: str, path: str = "deck/terms.md") -> Paper:
    (found,) = [p for p in read(text, path).papers if any(b.kind is Kind.WRITTEN for b in p.blocks)]
    return found


OWNERS = {
    "its paper": ("## Lumiere: A Model for Video\n\nQ: a\nA: b", "Lumiere", "heading", 1),
    "a paper with key points": (
        "# BERT\n\n**Key points**\n- masks words\n\nQ: a\nA: b",
        "BERT",
        "heading",
        1,
    ),
    "the front matter": ("---\ntitle: My terms\n---\n# Start\n\nQ: a\nA: b", "", "note", 2),
    "the first heading": ("\n# Terms\n## Optimizers\n\nQ: a\nA: b", "", "note", 2),
    "the file": ("Q: a\nA: b", "", "note", 1),
    "a heading with a tag": ("# #flashcards\n\n## Terms #flashcards/a\n\na1 :: b1", "", "note", 3),
}


@pytest.mark.parametrize("name", OWNERS)
def test_cards_belong_to_their_paper_or_to_the_note(name):
    """Only a real paper gives its name to cards that stand under it."""
    text, short, rule, line = OWNERS[name]
    paper = owner(text)
    assert (paper.short, paper.rule, paper.line) == (short, rule, line)


def test_the_note_is_named():
    """By its front matter, else by its first heading, else by its file."""
    titles = [owner(OWNERS[name][0]).title for name in list(OWNERS)[2:]]
    assert titles == ["My terms", "Terms", "terms", "Terms"]


def test_other_blocks_go_on_around_a_card():
    """A card among key points is taken out of them, and the list does not end there."""
    points = "- masks words\n- {{c1::so}} it is\n- heads agree\n"
    text = f"# Lumiere: A Model for Video\n\n**Key points**\n{points}"
    (paper,) = read(text).papers
    assert [(b.kind, [p.text for p in b.points]) for b in paper.blocks] == [
        (Kind.KEY_POINTS, ["masks words", "heads agree"]),
        (Kind.WRITTEN, ["so it is"]),
    ]


def test_headings_over_cards_stay_no_papers():
    """Cards make no paper of a heading that is none without them."""
    text = "# Terms\n\n## Losses\n\nQ: a\nA: b\n\n## Layers\n\nQ: c\nA: d\n"
    assert [(p.title, p.short) for p in read(text).papers] == [("Terms", "")]


# --- what holds for any text ---------------------------------------------------------------------

SIGNS = (
    "Q:¦Q: ¦A: ¦C: ¦Q：¦A：¦[¦]¦[x](y)¦![i](z)¦\\[¦{{c1::¦{{c2::¦}}¦::¦:::¦ :: ¦：：¦==¦?¦??¦\n"
    "¦\n\n¦\r\n¦\t¦ ¦#flashcards¦#flashcards/a\n¦a¦网络¦🚀¦`¦```\n¦$¦$$\n¦---\n¦# ¦- ¦> ¦1. ¦"
    "| ¦<li>¦<!--SR:!2024-->¦<!--¦-->¦**Key points**\n¦std::vector¦&amp;¦\0"
)
PIECES = st.sampled_from(SIGNS.split("¦"))
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@PROFILE
@given(TEXTS)
def test_any_text_is_read_and_goes_through_json(text):
    """Nothing is raised, and JSON gives the note back with its prompts."""
    note = read_text(text, WORDS, path="a.md")
    assert note_from_json(json.loads(json.dumps(note_to_json(note)))) == note


@PROFILE
@given(TEXTS)
def test_cards_invent_no_letters(text):
    """Every letter of a card stands in its lines, in order; its prompts have only its own."""
    lines = physical_lines(text)
    for point in written(read_text(text, WORDS, path="a.md")):
        signs = iter(
            letters("\n".join(lines[point.line - 1 : point.last_line]).replace("&amp;", "&"))
        )
        assert all(sign in signs for sign in letters(point.text))
        for prompt in point.prompts:
            shown = "".join(p if isinstance(p, str) else p.answer for p in prompt.question)
            assert set(letters(shown + prompt.answer)) <= set(letters(point.text))


HOSTILE = {
    "questions": "Q: a\n" * 50_000,
    "brackets": "C: " + "[" * 500_000,
    "open braces": "{{c1::" * 100_000,
    "braces": "{{c1::a}}" * 100_000,
    "backticks": "C: [x] " + "`a" * 100_000,
    "sides": "#flashcards\n" + "a::" * 200_000,
    "lines with sides": "#flashcards\n" + "a :: b\n" * 20_000,
    "long names": "#flashcards\n" + ("a" * 4_000 + "::") + "b" * 900,
    "lone marks": "#flashcards\n" + "?\n" * 50_000,
    "items": "#flashcards\n" + "- x\n" * 50_000,
    "highlights": "#flashcards\n" + "==a" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read(name):
    """No input exhausts the stack or takes more than linear time (a hang would stop the run)."""
    assert read_text(HOSTILE[name], WORDS, path="a.md").path == "a.md"
