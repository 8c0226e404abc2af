"""Links and embeds of Obsidian and Logseq."""

from __future__ import annotations

import pytest

from notes.reading import read_text
from notes.vocabulary import load_vocabulary
from notes.wikilinks import without_wikilinks

WORDS = load_vocabulary()

READ = [
    ("uses [[RoI pooling]] only", "uses RoI pooling only"),
    ("用[[RoI pooling|RoI 池化]]很快", "用RoI 池化很快"),
    ("a cell with [[a\\|b]]", "a cell with b"),
    ("[[note#part]]", "note#part"),
    ("![[net.png]]", "![](net.png)"),
    ("![[net.png|300]]", "![](net.png)"),
    ("![[net.png|the net]]", "![the net](net.png)"),
    ("![[Pasted image 1.png]]", "![](<Pasted image 1.png>)"),
    ("![[Another note]]", ""),
    ("[[1]](https://a.b)", "[[1]](https://a.b)"),
    ("[[paper](https://a.b)]", "[[paper](https://a.b)]"),
    ("[[", "[["),
]


@pytest.mark.parametrize(("written", "read"), READ)
def test_a_wikilink_reads_as_its_reader_sees_it(written, read):
    """Alias before target, pictures as pictures, other embeds as nothing."""
    assert without_wikilinks(written) == read


def test_embedded_pictures_travel_with_their_point():
    """Alone on a line they are beside the point; within it they stay where they are."""
    (paper,) = read_text(
        "# [[FCN: Fully Convolutional Networks Here|FCN: Convolutional Networks]]\n"
        "authors:: [[Jonathan Long]], [[Evan Shelhamer]]\n"
        "要点：\n- 全卷积 ![[a b.png]]\n- 跳跃连接 ^3f2a1c\n  ![[c.png|300]]\n- ![[d.png]]\n"
        "- fast %%really?%%\n",
        load_vocabulary(),
        path="a.md",
    ).papers
    assert paper.title == "FCN: Convolutional Networks"
    assert paper.authors == ("Jonathan Long", "Evan Shelhamer")
    assert [(p.text, p.images) for p in paper.blocks[0].points] == [
        ("全卷积 ![](<a b.png>)", ("a b.png",)),
        ("跳跃连接", ("c.png",)),
        ("fast", ()),
    ]


IMAGES = {
    "below a point": ("- a1\n  ![[fig one.png|300]]\n", "a1", ("fig one.png",)),
    "within it": ("- a1 ![[e.png]] b1\n", "a1 ![](e.png) b1", ("e.png",)),
    "of HTML within it": (
        '- a1 <img src="i/b.png" width=3> b1\n',
        "a1 ![](i/b.png) b1",
        ("i/b.png",),
    ),
    "of HTML below it": ("- a1\n  <img src='a 図.png'>\n", "a1", ("a 図.png",)),
    "several in a nested item": ("- a1\n\t- ![x](c.png) ![[d.png]]\r\n", "a1", ("c.png", "d.png")),
    "in a folder called img": (
        "- a1 ![a](<img/my plot.png>) b1\n",
        "a1 ![a](<img/my plot.png>) b1",
        ("img/my plot.png",),
    ),
    "with parentheses in its address": (
        "- a1\n  ![](<https://a.b/f(x) = y.png>)\n",
        "a1",
        ("https://a.b/f(x) = y.png",),
    ),
    "without a source": ("- a1 <img alt=x>\n", "a1 ![]()", ()),
}


@pytest.mark.parametrize("name", IMAGES)
def test_a_point_has_its_images(name):
    """In its text or on lines of their own, in each way of writing them."""
    text, said, images = IMAGES[name]
    (paper,) = read_text(f"# Net: A Net of Nets\n## Key points\n{text}", WORDS, path="a.md").papers
    assert [(p.text, p.images) for p in paper.blocks[0].points] == [(said, images)]


def test_a_picture_between_two_items_ends_no_list():
    """The list goes on below it."""
    text = "# Net: A Net of Nets\n## Key points\n- a1\n\n![x](a.png)\n\n- b1\n"
    (paper,) = read_text(text, WORDS, path="a.md").papers
    assert [p.text for p in paper.blocks[0].points] == ["a1", "b1"]
