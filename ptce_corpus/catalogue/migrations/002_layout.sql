-- What pages show beside their text, and what documents tell of themselves. `layout` is JSON: tables and headings as
-- spans of the raw text. `words` is compressed JSON: what OCR read, each word with its span, box and confidence.

ALTER TABLE documents ADD COLUMN language TEXT;
ALTER TABLE documents ADD COLUMN producer TEXT;
ALTER TABLE documents ADD COLUMN kind_confidence REAL NOT NULL DEFAULT 1.0;
ALTER TABLE pages ADD COLUMN layout TEXT;
ALTER TABLE pages ADD COLUMN words BLOB;
