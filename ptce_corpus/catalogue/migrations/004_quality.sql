-- How well documents could be read, in [0, 1]; NULL without any text. And the words of each passage that repair changed,
-- as they were read: JSON, NULL where there are none. Until the next build cleans them anew, documents stored before
-- have the mean legibility of their pages, weighed by the length of the raw text.

ALTER TABLE documents ADD COLUMN quality REAL;
ALTER TABLE passages ADD COLUMN variants TEXT;

UPDATE documents SET quality = (
    SELECT sum(legibility * length(raw)) / sum(length(raw)) FROM pages WHERE document = documents.id AND raw <> ''
);
