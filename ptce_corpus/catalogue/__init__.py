"""The catalogue: the truth about the archive, in SQLite."""
