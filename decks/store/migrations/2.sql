-- Marks in the order of their key: of a table whose key is in another order integrity_check of
-- SQLite 3.40 says that values are missing. And what the report of a build asks of the files
-- without walking through the texts of all notes.

DROP TRIGGER mark_is_kept;
DROP TRIGGER mark_is_fixed;
DROP TRIGGER card_version_is_kept;
DROP TRIGGER card_is_kept;
ALTER TABLE mark RENAME TO mark_before;
CREATE TABLE mark (
    target  TEXT NOT NULL,                  -- card, paper or preset
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    ms      INTEGER NOT NULL,
    device  TEXT NOT NULL,
    value   TEXT NOT NULL,                  -- JSON
    PRIMARY KEY (target, what, subject, ms, device, value)
) STRICT, WITHOUT ROWID;
INSERT INTO mark (target, what, subject, ms, device, value)
    SELECT target, what, subject, ms, device, value FROM mark_before;
DROP TABLE mark_before;
CREATE TRIGGER mark_is_kept BEFORE DELETE ON mark
BEGIN SELECT RAISE(ABORT, 'marks are only ever added'); END;
CREATE TRIGGER mark_is_fixed BEFORE UPDATE ON mark
BEGIN SELECT RAISE(ABORT, 'marks are only ever added'); END;
CREATE TRIGGER card_version_is_kept BEFORE DELETE ON card_version
WHEN EXISTS (SELECT 1 FROM review WHERE review.card = OLD.card)
    OR EXISTS (SELECT 1 FROM mark WHERE mark.target = OLD.card)
BEGIN SELECT RAISE(ABORT, 'a version with history is kept'); END;
CREATE TRIGGER card_is_kept BEFORE DELETE ON card
WHEN EXISTS (SELECT 1 FROM mark WHERE mark.target = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a card with history is kept'); END;

CREATE INDEX file_stamp ON file (root, path, size, mtime_ns, digest, cache_key,
                                 papers, blocks, points);
CREATE INDEX file_problem ON file (root, path) WHERE problems <> '[]';
