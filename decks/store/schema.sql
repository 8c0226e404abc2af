-- The whole schema, version 3. Nothing else in the program says CREATE TABLE but a migration.
--
-- Three kinds of tables: what is only ever added (review, mark, versions: triggers hold
-- that), what the notes say now (paper, place, point, card), and caches that can be made
-- again from the others (file, standing, spoken, recognised, term, waiting).

CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,
    applied_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE about (                        -- single facts: device, roots, made_from, ...
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (                         -- cache of files as read
    root      TEXT NOT NULL,
    path      TEXT NOT NULL,
    size      INTEGER NOT NULL,             -- bytes
    mtime_ns  INTEGER NOT NULL,
    digest    TEXT NOT NULL,                -- of the bytes
    cache_key TEXT NOT NULL,                -- recogniser version, vocabulary and settings
    note      TEXT NOT NULL,                -- JSON
    papers    INTEGER NOT NULL,             -- counts for the report, of the kinds that
    blocks    INTEGER NOT NULL,             -- become cards
    points    INTEGER NOT NULL,
    problems  TEXT NOT NULL,                -- JSON
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;
-- What a build asks of all files, without walking through their notes.
CREATE INDEX file_stamp ON file (root, path, size, mtime_ns, digest, cache_key,
                                 papers, blocks, points);
CREATE INDEX file_problem ON file (root, path) WHERE problems <> '[]';

CREATE TABLE paper (                        -- a work as written: title and published id
    id           TEXT PRIMARY KEY,
    merged_into  TEXT REFERENCES paper (id),-- a view: made again by every build
    mention      TEXT NOT NULL DEFAULT '[]',-- JSON, the fields of Mention as first met
    title        TEXT NOT NULL,             -- from here on of the merged paper, as shown
    short        TEXT NOT NULL,
    year         INTEGER,
    arxiv_id     TEXT,
    doi          TEXT,
    venue        TEXT,
    authors      TEXT NOT NULL,             -- JSON list
    links        TEXT NOT NULL,             -- JSON list of [what, url]
    tags         TEXT NOT NULL,             -- JSON list
    home_root    TEXT NOT NULL,             -- first source when first met
    home_path    TEXT NOT NULL,
    created_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_merged ON paper (merged_into);

CREATE TABLE source (                       -- where papers stand in the notes now
    root     TEXT NOT NULL,
    path     TEXT NOT NULL,
    line     INTEGER NOT NULL,
    paper    TEXT NOT NULL REFERENCES paper (id),
    heading  TEXT NOT NULL,                 -- after the key, or integrity_check of SQLite 3.40 errs
    PRIMARY KEY (root, path, line, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_paper ON source (paper);

CREATE TABLE point (
    id         TEXT PRIMARY KEY,            -- given at birth, stored, never computed again
    paper      TEXT NOT NULL REFERENCES paper (id),
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,               -- Markdown on one line
    number     INTEGER NOT NULL,            -- among equals, from 0
    absent_ms  INTEGER,                     -- NULL: it stands in a note
    created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX point_paper ON point (paper);

CREATE TABLE place (                        -- where points stand in the notes, last seen
    point     TEXT NOT NULL REFERENCES point (id),
    root      TEXT NOT NULL,
    path      TEXT NOT NULL,
    line      INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    heading   TEXT NOT NULL,
    label     TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,             -- in its block, from 1
    count     INTEGER NOT NULL,             -- points in its block
    PRIMARY KEY (point, root, path, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_file ON place (root, path);

CREATE TABLE point_version (                -- every text a point ever had
    point   TEXT NOT NULL REFERENCES point (id),
    digest  TEXT NOT NULL,
    text    TEXT NOT NULL,
    root    TEXT NOT NULL,
    path    TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,               -- first
    PRIMARY KEY (point, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_version_digest ON point_version (digest);

CREATE TABLE card (
    id           TEXT PRIMARY KEY,          -- given at birth, stored, never computed again
    point        TEXT NOT NULL REFERENCES point (id),  -- a link that may change
    recipe       TEXT NOT NULL,
    place        INTEGER NOT NULL,          -- of the blank in the point
    question     TEXT NOT NULL,             -- JSON face
    answer       TEXT NOT NULL,
    warnings     TEXT NOT NULL,             -- JSON list of [code, detail]
    rank         REAL NOT NULL,             -- 0 to 1
    position     INTEGER NOT NULL UNIQUE,   -- order of birth: order of new cards
    anki_note_id INTEGER NOT NULL UNIQUE,   -- given once, from the instant of creation
    anki_card_id INTEGER NOT NULL UNIQUE,
    created_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_point ON card (point);

CREATE TABLE card_version (                 -- every question and answer a card ever had
    card     TEXT NOT NULL REFERENCES card (id),
    digest   TEXT NOT NULL,
    question TEXT NOT NULL,
    answer   TEXT NOT NULL,
    seen_ms  INTEGER NOT NULL,              -- first
    PRIMARY KEY (card, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (                        -- ids that gave way to a smaller one
    id     TEXT PRIMARY KEY,
    holder TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_holder ON alias (holder);

CREATE TABLE review (
    id                  INTEGER PRIMARY KEY,-- instant in ms UTC; later Anki's revlog id
    card                TEXT NOT NULL REFERENCES card (id),
    device              TEXT NOT NULL,
    kind                TEXT NOT NULL CHECK (kind IN ('learning', 'review', 'relearning', 'cram',
                                                      'manual', 'rescheduled', 'reset')),
    rating              INTEGER CHECK (rating BETWEEN 1 AND 4),
    day                 INTEGER NOT NULL,   -- logical, fixed at the answer
    utc_offset_min      INTEGER NOT NULL,
    duration_ms         INTEGER NOT NULL,
    interval_s          INTEGER NOT NULL,   -- chosen
    previous_interval_s INTEGER NOT NULL,
    stability           REAL,               -- days; a cache
    difficulty          REAL,               -- 1 to 10; a cache
    origin              TEXT NOT NULL,
    CHECK ((rating IS NULL) = (kind IN ('manual', 'rescheduled', 'reset')))
) STRICT;
CREATE INDEX review_card ON review (card, id);
CREATE INDEX review_day ON review (day);

CREATE TABLE mark (
    target  TEXT NOT NULL,                  -- card, paper or preset
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    ms      INTEGER NOT NULL,
    device  TEXT NOT NULL,
    value   TEXT NOT NULL,                  -- JSON
    PRIMARY KEY (target, what, subject, ms, device, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE standing (                     -- cache: what the queue and the counts read
    card         TEXT PRIMARY KEY REFERENCES card (id),
    point        TEXT NOT NULL,
    deck         TEXT NOT NULL,
    position     INTEGER NOT NULL,
    in_play      INTEGER NOT NULL,          -- accepted, present, in study, not suspended, no alias
    acceptance   TEXT NOT NULL,             -- accepted, inbox, rejected
    suspended    INTEGER NOT NULL,
    buried_until INTEGER,                   -- logical day
    flag         INTEGER NOT NULL,
    phase        TEXT NOT NULL,
    step         INTEGER NOT NULL,
    stability    REAL,
    difficulty   REAL,
    reps         INTEGER NOT NULL,
    lapses       INTEGER NOT NULL,
    interval_s   INTEGER NOT NULL,
    due_day      INTEGER,
    due_ms       INTEGER,
    first_day    INTEGER,
    last_day     INTEGER,
    last_review  INTEGER
) STRICT, WITHOUT ROWID;
-- Each holds all that its query asks: a queue of 100,000 cards is read in a millisecond, and a count
-- by deck goes from deck to deck.
CREATE INDEX standing_due ON standing (in_play, phase, due_day, card, deck, buried_until, point);
CREATE INDEX standing_due_of_deck ON standing (in_play, phase, deck, due_day, card, buried_until,
                                                point);
CREATE INDEX standing_new ON standing (in_play, phase, position, deck, buried_until, point);
CREATE INDEX standing_new_of_deck ON standing (deck, position, buried_until, point, in_play, phase)
    WHERE in_play = 1 AND phase = 'new';
CREATE INDEX standing_rest ON standing (buried_until) WHERE in_play = 1 AND buried_until NOT NULL;
CREATE INDEX standing_point ON standing (point, last_day, in_play, phase, buried_until, due_day, position);
CREATE INDEX standing_first ON standing (first_day, deck);
CREATE INDEX standing_last ON standing (last_day, first_day, deck);

CREATE TABLE exported (                     -- what Anki has been given
    card   TEXT PRIMARY KEY REFERENCES card (id),
    digest TEXT NOT NULL,                   -- of the fields and tags
    mod_s  INTEGER NOT NULL                 -- moves only when the digest does
) STRICT, WITHOUT ROWID;

CREATE TABLE spoken (                       -- cache: what papers are recognised by, where they stand
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    key  TEXT NOT NULL,
    PRIMARY KEY (root, path, line, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX spoken_key ON spoken (key);

CREATE TABLE recognised (                   -- cache: what every paper ever met is recognised by
    paper TEXT NOT NULL,
    key   TEXT NOT NULL,
    PRIMARY KEY (paper, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX recognised_key ON recognised (key);

CREATE TABLE unplanned (                    -- files that changed after the last plan
    root   TEXT NOT NULL,
    path   TEXT NOT NULL,
    digest TEXT NOT NULL,                   -- of the bytes; empty: it is gone
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE term (                         -- cache: document frequencies at the last whole plan
    unit   TEXT PRIMARY KEY,
    papers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (                      -- cache: the papers that would leave the shelf next
    paper  TEXT PRIMARY KEY,
    moment TEXT NOT NULL,
    root   TEXT NOT NULL,
    path   TEXT NOT NULL,
    line   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_order ON waiting (moment DESC, root, path, line);

CREATE TRIGGER review_is_kept BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END;
CREATE TRIGGER review_is_fixed BEFORE UPDATE OF id, card, device, kind, rating, day,
    utc_offset_min, duration_ms, interval_s, previous_interval_s, origin ON review
BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END;
CREATE TRIGGER mark_is_kept BEFORE DELETE ON mark
BEGIN SELECT RAISE(ABORT, 'marks are only ever added'); END;
CREATE TRIGGER mark_is_fixed BEFORE UPDATE ON mark
BEGIN SELECT RAISE(ABORT, 'marks are only ever added'); END;
CREATE TRIGGER paper_id_is_fixed BEFORE UPDATE OF id ON paper
BEGIN SELECT RAISE(ABORT, 'an id is kept for ever'); END;
CREATE TRIGGER point_id_is_fixed BEFORE UPDATE OF id ON point
BEGIN SELECT RAISE(ABORT, 'an id is kept for ever'); END;
CREATE TRIGGER card_id_is_fixed BEFORE UPDATE OF id, anki_note_id, anki_card_id, position ON card
BEGIN SELECT RAISE(ABORT, 'an id is kept for ever'); END;
CREATE TRIGGER alias_is_kept BEFORE DELETE ON alias
BEGIN SELECT RAISE(ABORT, 'an id is kept for ever'); END;
CREATE TRIGGER alias_id_is_fixed BEFORE UPDATE OF id ON alias
BEGIN SELECT RAISE(ABORT, 'an id is kept for ever'); END;
CREATE TRIGGER point_version_is_kept BEFORE DELETE ON point_version
BEGIN SELECT RAISE(ABORT, 'versions are only ever added'); END;
CREATE TRIGGER point_version_is_fixed BEFORE UPDATE ON point_version
BEGIN SELECT RAISE(ABORT, 'versions are only ever added'); END;
CREATE TRIGGER card_version_is_kept BEFORE DELETE ON card_version
WHEN EXISTS (SELECT 1 FROM review WHERE review.card = OLD.card)
    OR EXISTS (SELECT 1 FROM mark WHERE mark.target = OLD.card)
BEGIN SELECT RAISE(ABORT, 'a version with history is kept'); END;
CREATE TRIGGER card_version_is_fixed BEFORE UPDATE ON card_version
BEGIN SELECT RAISE(ABORT, 'versions are only ever added'); END;
CREATE TRIGGER card_is_kept BEFORE DELETE ON card
WHEN EXISTS (SELECT 1 FROM mark WHERE mark.target = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a card with history is kept'); END;
