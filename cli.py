"""Launcher: ``python cli.py …`` and the installed ``ptce …`` are the same program."""

from ptce_corpus.cli.main import main

if __name__ == "__main__":
    main()
