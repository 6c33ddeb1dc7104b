-- Who leads: one row. Times are nanoseconds since 1970.
CREATE TABLE leader (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    epoch  INTEGER NOT NULL,
    holder TEXT    NOT NULL,
    until  INTEGER NOT NULL
);
INSERT INTO leader (id, epoch, holder, until) VALUES (1, 0, '', 0);

-- What happened. "size" is the number of rows of the batch on its last row, 0 on the others; the checksum is chained.
CREATE TABLE journal (
    seq      INTEGER PRIMARY KEY,
    batch    INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    size     INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    payload  BLOB    NOT NULL
);

-- The state after a row, in parts of some hundred entities, a line each: type, version, JSON.
CREATE TABLE snapshot (
    id       INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    parts    INTEGER NOT NULL,
    entities INTEGER NOT NULL,
    complete INTEGER NOT NULL
);
CREATE TABLE snapshot_part (
    snapshot INTEGER NOT NULL,
    part     INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    payload  BLOB    NOT NULL,
    PRIMARY KEY (snapshot, part)
);

-- What has left the live state. Columns are for searching; the payload says all, and lies apart, so that a search
-- that no index helps reads little.
CREATE TABLE ended_run (
    run_order INTEGER PRIMARY KEY,
    run       TEXT    NOT NULL UNIQUE,
    project   TEXT    NOT NULL,
    name      TEXT,
    started   INTEGER NOT NULL,
    ended     INTEGER NOT NULL,
    outcome   TEXT    NOT NULL
);
CREATE TABLE ended_run_payload (
    run_order INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL,
    payload   BLOB NOT NULL
);
CREATE INDEX ended_run_project ON ended_run (project, run_order);
CREATE INDEX ended_run_ended ON ended_run (ended);
CREATE TABLE ended_run_label (
    run_order INTEGER NOT NULL,
    label     TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (run_order, label)
) WITHOUT ROWID;
CREATE INDEX ended_run_label_value ON ended_run_label (label, value, run_order);
CREATE TABLE ended_attempt (
    run        TEXT    NOT NULL,
    job        TEXT    NOT NULL,
    task_index INTEGER NOT NULL,
    try        INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    payload    BLOB    NOT NULL,
    PRIMARY KEY (run, job, task_index, try)
) WITHOUT ROWID;
