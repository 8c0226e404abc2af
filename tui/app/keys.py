"""The keys of each screen. Help and footer are made from these, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from tui.wording import say


def _key(
    keys: str, action: str, name: str, *, about: bool = True, shown: bool = True, display: str = ""
) -> Binding:
    """A binding whose id is also the key of its words in the messages."""
    table, _, what = name.partition(".")
    words = say(f"{table}.key-{what}")
    return Binding(
        keys,
        action,
        words,
        show=shown,
        key_display=display or None,
        tooltip=say(f"{table}.about-{what}") if about else words,
        id=name,
    )


APP = (_key("ctrl+c", "quit", "app.quit", about=False, shown=False),)

REVIEW = (
    _key("space,enter", "reveal", "review.show", display="space"),
    _key("1", "grade(1)", "review.again", shown=False),
    _key("2", "grade(2)", "review.hard", shown=False),
    _key("3,space,enter", "grade(3)", "review.good", shown=False, display="3"),
    _key("4", "grade(4)", "review.easy", shown=False),
    _key("u", "undo", "review.undo"),
    _key("U,ctrl+r", "redo", "review.redo", shown=False, display="U"),
    _key("s", "suspend", "review.suspend"),
    _key("b", "bury", "review.bury"),
    _key("x", "reject", "review.reject"),
    _key("e", "edit", "review.edit"),
    _key("o", "open", "review.open"),
    _key("f", "flag", "review.flag", shown=False),
    _key("question_mark", "help", "app.help", about=False, display="?"),
    _key("q,escape", "back", "review.back", display="q"),
)

INBOX = (
    _key("a", "accept", "inbox.accept"),
    _key("x", "reject", "inbox.reject"),
    _key("space", "skip", "inbox.skip", display="space"),
    _key("e", "edit", "inbox.edit"),
    _key("u", "undo", "inbox.undo"),
    _key("A", "accept_paper", "inbox.accept-paper"),
    _key("X", "reject_paper", "inbox.reject-paper"),
    _key("n", "skip_paper", "inbox.skip-paper"),
    _key("o", "open", "inbox.open"),
    _key("j,pagedown", "page(1)", "inbox.page-down", shown=False, display="j"),
    _key("k,pageup", "page(-1)", "inbox.page-up", shown=False, display="k"),
    _key("question_mark", "help", "app.help", about=False, display="?"),
    _key("q,escape", "back", "inbox.back", display="q"),
)

DECKS = (
    _key("enter,r", "review", "decklist.review", about=False, display="enter"),
    _key("i", "inbox", "decklist.inbox", about=False),
    _key("p", "papers", "decklist.papers", about=False),
    _key("j", "down", "decklist.down", about=False, shown=False),
    _key("k", "up", "decklist.up", about=False, shown=False),
    _key("question_mark", "help", "app.help", about=False, display="?"),
    _key("q", "quit", "app.quit", about=False),
)

PAPERS = (
    _key("s", "put('study')", "papers.study"),
    _key("h", "put('shelf')", "papers.shelve"),
    _key("a", "put('aside')", "papers.aside"),
    _key("j", "down", "decklist.down", about=False, shown=False),
    _key("k", "up", "decklist.up", about=False, shown=False),
    _key("question_mark", "help", "app.help", about=False, display="?"),
    _key("q,escape", "back", "papers.back", display="q"),
)

EDIT = (
    _key("ctrl+s", "save", "edit.save", about=False),
    _key("escape", "cancel", "edit.cancel", about=False, display="esc"),
)

HELP = (
    _key("escape,q,question_mark,enter,space", "close", "help.close", about=False, display="esc"),
)


def explained(bindings: Iterable[Binding]) -> list[tuple[str, str]]:
    """(key, what it does) of each binding, in their order."""
    return [(binding.key_display or binding.key, binding.tooltip) for binding in bindings]
