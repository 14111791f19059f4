"""Who said what: each way of giving another's words, and the quotations found in a text."""
