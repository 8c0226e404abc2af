"""Cards: recipes, faces, quality, identity, build, scheduling, the store, settings, the session."""
