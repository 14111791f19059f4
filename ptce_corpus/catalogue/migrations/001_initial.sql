-- The catalogue as first laid down. Spans are half-open code-point offsets: `start`/`stop` in the document's cleaned
-- text, `source_start`/`source_stop` in the raw text of the page `page`.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    extraction TEXT NOT NULL,
    awaits_ocr INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE failures (
    path TEXT PRIMARY KEY,
    step TEXT NOT NULL,
    error TEXT NOT NULL,
    remedy TEXT NOT NULL,
    size INTEGER,
    mtime_ns INTEGER,
    sha256 TEXT,
    extraction TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    began TEXT NOT NULL,
    account TEXT
);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    extraction TEXT NOT NULL,
    annotation TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,
    date_basis TEXT,
    kind TEXT NOT NULL,
    claims TEXT NOT NULL,
    markup TEXT NOT NULL,
    earliest TEXT,
    latest TEXT
);
CREATE INDEX documents_by_path ON documents (path);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    origin TEXT NOT NULL,
    legibility REAL NOT NULL,
    note TEXT,
    furniture TEXT NOT NULL,
    edits TEXT NOT NULL,
    raw TEXT NOT NULL
);
CREATE INDEX pages_by_place ON pages (document, start);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    page INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);

CREATE TABLE entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    UNIQUE (key, label)
);
CREATE INDEX entities_by_mentions ON entities (mentions);

CREATE TABLE entity_forms (
    entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    key TEXT NOT NULL,
    folded TEXT NOT NULL,
    as_name INTEGER NOT NULL,
    as_text INTEGER NOT NULL,
    PRIMARY KEY (entity, form)
) WITHOUT ROWID;
CREATE INDEX entity_forms_by_key ON entity_forms (key);

CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    passage INTEGER REFERENCES passages (id) ON DELETE CASCADE,
    entity INTEGER REFERENCES entities (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    page INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    name TEXT,
    value TEXT,
    confidence REAL NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX mentions_by_document ON mentions (document);
CREATE INDEX mentions_by_passage ON mentions (passage, entity);
CREATE INDEX mentions_by_entity ON mentions (entity, document);

CREATE TABLE quotations (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    passage INTEGER REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    page INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    cue TEXT,
    cue_start INTEGER,
    cue_stop INTEGER,
    has_speaker INTEGER NOT NULL,
    speaker_start INTEGER,
    speaker_stop INTEGER,
    speaker TEXT,
    speaker_key TEXT,
    speaker_label TEXT,
    function TEXT,
    organisation TEXT,
    confidence REAL NOT NULL,
    date TEXT,
    earliest TEXT
);
CREATE INDEX quotations_by_document ON quotations (document);
CREATE INDEX quotations_by_passage ON quotations (passage);
CREATE INDEX quotations_by_speaker ON quotations (speaker_key);

CREATE TABLE appearances (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    passage INTEGER REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    page INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    person TEXT NOT NULL,
    person_key TEXT NOT NULL,
    function TEXT,
    organisation TEXT,
    session TEXT,
    begins TEXT,
    ends TEXT,
    place TEXT,
    confidence REAL NOT NULL,
    earliest TEXT
);
CREATE INDEX appearances_by_document ON appearances (document);
CREATE INDEX appearances_by_passage ON appearances (passage);
CREATE INDEX appearances_by_person ON appearances (person_key);

CREATE TABLE functions (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    page INTEGER NOT NULL,
    source_start INTEGER NOT NULL,
    source_stop INTEGER NOT NULL,
    person TEXT NOT NULL,
    person_key TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT,
    ended INTEGER NOT NULL
);
CREATE INDEX functions_by_document ON functions (document);
CREATE INDEX functions_by_person ON functions (person_key);

CREATE TABLE themes (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL
);

CREATE TABLE theme_terms (
    theme INTEGER NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (theme, position)
) WITHOUT ROWID;

CREATE TABLE theme_proofs (
    theme INTEGER NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    PRIMARY KEY (theme, position)
) WITHOUT ROWID;
CREATE INDEX theme_proofs_by_passage ON theme_proofs (passage);

CREATE TABLE memberships (
    theme INTEGER NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
    passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    weight REAL NOT NULL,
    PRIMARY KEY (theme, passage)
) WITHOUT ROWID;
CREATE INDEX memberships_by_passage ON memberships (passage);

-- What memberships say of whole documents: a theme's share of all that the document's passages belong to.
CREATE TABLE document_themes (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    theme INTEGER NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
    weight REAL NOT NULL,
    main INTEGER NOT NULL,
    PRIMARY KEY (document, theme)
) WITHOUT ROWID;
CREATE INDEX document_themes_by_theme ON document_themes (theme, main);
