"""The embedded store: SQLite, one schema file, one module per idea."""
