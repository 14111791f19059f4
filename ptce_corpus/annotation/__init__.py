"""What a document says: people, organisations, places, dates, functions, quotations, appearances."""
