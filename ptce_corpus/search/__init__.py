"""What a query means: lexer, parser, rewriting, the matching oracle, snippets, concordances."""
