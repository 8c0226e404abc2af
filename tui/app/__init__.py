"""The Textual app: the list of decks and the review of one; ``run`` is its only way in."""
