"""Mine and search an archive of French documents; every answer is cited by document and page."""

__version__ = "0.1.0"
