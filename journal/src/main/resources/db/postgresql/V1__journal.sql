-- Who leads: one row. Times are nanoseconds since 1970.
CREATE TABLE leader (
    id     BIGINT PRIMARY KEY CHECK (id = 1),
    epoch  BIGINT NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    until  BIGINT NOT NULL
);
INSERT INTO leader (id, epoch, holder, until) VALUES (1, 0, '', 0);

-- What happened. "size" is the number of rows of the batch on its last row, 0 on the others; the checksum is chained.
CREATE TABLE journal (
    seq      BIGINT PRIMARY KEY,
    batch    BIGINT NOT NULL,
    epoch    BIGINT NOT NULL,
    time     BIGINT NOT NULL,
    type     TEXT COLLATE "C" NOT NULL,
    version  INTEGER NOT NULL,
    size     INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    payload  BYTEA NOT NULL
);

-- The state after a row, in parts of some hundred entities, a line each: type, version, JSON.
CREATE TABLE snapshot (
    id       BIGINT PRIMARY KEY,
    seq      BIGINT NOT NULL,
    time     BIGINT NOT NULL,
    parts    INTEGER NOT NULL,
    entities BIGINT NOT NULL,
    complete INTEGER NOT NULL
);
CREATE TABLE snapshot_part (
    snapshot BIGINT NOT NULL,
    part     INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    payload  BYTEA NOT NULL,
    PRIMARY KEY (snapshot, part)
);

-- What has left the live state. Columns are for searching; the payload says all, and lies apart, so that a search
-- that no index helps reads little.
CREATE TABLE ended_run (
    run_order BIGINT PRIMARY KEY,
    run       TEXT COLLATE "C" NOT NULL UNIQUE,
    project   TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C",
    started   BIGINT NOT NULL,
    ended     BIGINT NOT NULL,
    outcome   TEXT COLLATE "C" NOT NULL
);
CREATE TABLE ended_run_payload (
    run_order BIGINT PRIMARY KEY,
    version   INTEGER NOT NULL,
    payload   BYTEA NOT NULL
);
CREATE INDEX ended_run_project ON ended_run (project, run_order);
CREATE INDEX ended_run_ended ON ended_run (ended);
CREATE TABLE ended_run_label (
    run_order BIGINT NOT NULL,
    label     TEXT COLLATE "C" NOT NULL,
    value     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (run_order, label)
);
CREATE INDEX ended_run_label_value ON ended_run_label (label, value, run_order);
CREATE TABLE ended_attempt (
    run        TEXT COLLATE "C" NOT NULL,
    job        TEXT COLLATE "C" NOT NULL,
    task_index INTEGER NOT NULL,
    try        INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    payload    BYTEA NOT NULL,
    PRIMARY KEY (run, job, task_index, try)
);
