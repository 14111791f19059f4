"""What French text is, as pure functions: cleaning, repair, dates, sentences, passages, tokens."""
