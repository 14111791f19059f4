"""Functions that people hold: the phrases that name them, and who holds which, where."""
