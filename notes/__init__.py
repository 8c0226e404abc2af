"""Markdown in; papers with their blocks and points out. Knows nothing of cards."""
