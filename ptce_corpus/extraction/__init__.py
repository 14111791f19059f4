"""Readers: from a file to the raw pages of its documents."""
