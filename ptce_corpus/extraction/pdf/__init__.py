"""PDF: from the objects of a page to its text, tables and headings."""
