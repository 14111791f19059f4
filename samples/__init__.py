"""The sample archive: invented French documents, and what makes `corpus/` from them."""
