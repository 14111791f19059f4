"""Pictures of pages, read by Tesseract."""
