-- Values that only their key opens. The seal covers place and version; which version counts is in the journal.
CREATE TABLE sealed (
    place    TEXT COLLATE "C" NOT NULL,
    version  TEXT COLLATE "C" NOT NULL,
    key_name TEXT COLLATE "C" NOT NULL,
    time     BIGINT NOT NULL,
    bytes    BYTEA NOT NULL,
    PRIMARY KEY (place, version)
);
