-- What a build of few changed files asks, so that it does not have to look at all of them, and what
-- a count by deck asks, so that it goes from deck to deck.

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

CREATE INDEX standing_due_of_deck ON standing (in_play, phase, deck, due_day, card, buried_until,
                                                point);
CREATE INDEX standing_new_of_deck ON standing (deck, position, buried_until, point, in_play, phase)
    WHERE in_play = 1 AND phase = 'new';
CREATE INDEX standing_rest ON standing (buried_until) WHERE in_play = 1 AND buried_until NOT NULL;
