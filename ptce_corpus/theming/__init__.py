"""Themes of the archive, with scikit-learn."""
