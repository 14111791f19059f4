"""Once imported: what cleans and annotates is in memory, with the model of names that the settings name by default."""

from __future__ import annotations

from ptce_corpus.workspace.preload.keeping import kept, specimen

with kept():
    from ptce_corpus.pipeline.steps import AnnotateJob, annotate
    from ptce_corpus.settings import AnnotationSettings
    from ptce_corpus.workspace.wiring import annotator

    annotate(AnnotateJob("specimen", specimen(), "", ""), annotator(AnnotationSettings(), None))
