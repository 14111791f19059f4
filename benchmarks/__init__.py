"""One file per question; ``RESULTS.md`` holds what was measured."""
