-- The text of a document is made of the bodies of its pages. `start` and `length` of a page tell the stretch that its
-- body fills there; `body` is where the body begins in the cleaned text of the page, `ending` how it leads on to the
-- next. What runs over a page's end names its `last_page`.

ALTER TABLE pages ADD COLUMN body INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN ending TEXT NOT NULL DEFAULT 'closed';
ALTER TABLE passages ADD COLUMN last_page INTEGER;
ALTER TABLE mentions ADD COLUMN last_page INTEGER;
ALTER TABLE quotations ADD COLUMN last_page INTEGER;
ALTER TABLE appearances ADD COLUMN last_page INTEGER;
ALTER TABLE functions ADD COLUMN last_page INTEGER;

-- Documents stored before hold the whole text of their pages: without furniture, a body is the page, and what was
-- found stays in its place until the next build cleans them anew.
UPDATE pages SET furniture = '[]';
