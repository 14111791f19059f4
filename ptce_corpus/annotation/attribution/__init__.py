"""Who speaks: what stands where a speaker should, and whom the document means by it."""
