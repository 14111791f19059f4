"""What the pipeline asks of the outside, as small protocols; each has contract tests in ``tests/contracts``."""
