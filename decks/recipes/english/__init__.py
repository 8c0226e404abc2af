"""Cards from English bullets: words, phrases and clauses, and what of them is asked for."""
