"""Cards from Chinese bullets: words, phrases and clauses, and what of them is asked for."""
