-- Values that only their key opens. The seal covers place and version; which version counts is in the journal.
CREATE TABLE sealed (
    place    TEXT    NOT NULL,
    version  TEXT    NOT NULL,
    key_name TEXT    NOT NULL,
    time     INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    PRIMARY KEY (place, version)
) WITHOUT ROWID;
