-- Names over the archive that mean the same: a mention keeps the entity of its own name (base) beside the one that it
-- means (entity). "made" tells entities that stand for a part of a name's bearers (homonyms), "called" is a display name
-- given by hand. "relinked" holds the documents that the index knows under older names.

ALTER TABLE mentions ADD COLUMN base INTEGER REFERENCES entities (id);
UPDATE mentions SET base = entity;
CREATE INDEX mentions_by_base ON mentions (base, document);

ALTER TABLE entities ADD COLUMN called TEXT;
ALTER TABLE entities ADD COLUMN code TEXT;
ALTER TABLE entities ADD COLUMN latitude REAL;
ALTER TABLE entities ADD COLUMN longitude REAL;

CREATE TABLE links (
    entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    head INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    document INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX links_by_entity ON links (entity);
CREATE INDEX links_by_head ON links (head);
CREATE INDEX links_by_document ON links (document);

CREATE TABLE relinked (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE
);
