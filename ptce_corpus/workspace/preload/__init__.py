"""What the workers of a build share the memory of.

Its modules load what all workers need when they are imported, in the process that workers are forked from: whatever
stays in memory is loaded by doing the work once, on a specimen in ``workspace/data``.
"""

from __future__ import annotations

from ptce_corpus.settings import AnnotationSettings


def modules(model: str) -> tuple[str, ...]:
    """What to import for workers that annotate with ``model``; one that is not the usual each loads for itself."""
    reading, annotating = f"{__name__}.reading", f"{__name__}.annotating"
    return (reading, annotating) if model == AnnotationSettings().model else (reading,)
