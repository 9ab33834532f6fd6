-- Versions of the tables on which formulas run, from 1 on: cells, standings and sources as CSV, as a
-- snapshot has them. The table before it, and the snapshots with either, stand beside it. Version 0 is
-- what the station of municipalities holds.
CREATE TABLE grant_data (
    table_name      TEXT   NOT NULL,
    version         BIGINT NOT NULL CHECK (version >= 1),
    version_before  BIGINT NOT NULL CHECK (version_before >= 0),
    cells           TEXT   NOT NULL,
    statuses        TEXT   NOT NULL,
    sources         TEXT   NOT NULL,
    hash            TEXT   NOT NULL,
    note            TEXT   NOT NULL,
    import_id       TEXT   NOT NULL,
    snapshot_before TEXT   NOT NULL REFERENCES snapshot (id),
    snapshot_id     TEXT   NOT NULL REFERENCES snapshot (id),
    made_at         TEXT   NOT NULL,
    made_by         TEXT   NOT NULL,
    PRIMARY KEY (table_name, version)
);

-- Which version of a table came into force when, and the snapshot that then held; from 1 on.
CREATE TABLE grant_data_in_force (
    entry       BIGINT NOT NULL PRIMARY KEY CHECK (entry >= 1),
    table_name  TEXT   NOT NULL,
    version     BIGINT NOT NULL CHECK (version >= 0),
    snapshot_id TEXT   NOT NULL REFERENCES snapshot (id),
    set_at      TEXT   NOT NULL,
    set_by      TEXT   NOT NULL
);
