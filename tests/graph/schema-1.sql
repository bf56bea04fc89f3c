-- A graph as schema version 1 held it, written by Goalgraph before version 2 was there.
BEGIN TRANSACTION;
CREATE TABLE applied (
    key TEXT PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (number)
) STRICT;
INSERT INTO "applied" VALUES('first',1);
INSERT INTO "applied" VALUES('idle',1);
INSERT INTO "applied" VALUES('second',2);
INSERT INTO "applied" VALUES('third',3);
INSERT INTO "applied" VALUES('fourth',4);
CREATE TABLE author (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO "author" VALUES('kari','Kari Nordmann');
CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (number),
    before TEXT,
    after TEXT
) STRICT;
INSERT INTO "change" VALUES(1,1,NULL,'{"fields": {"basis": "documented", "source": "a sketch", "title": "delmal.1"}, "identity": ["asker:delmal.1", "Subgoal"], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(2,1,NULL,'{"fields": {"basis": "documented", "climate_tonnes": "12.5", "pilot": true, "source": "a sketch", "title": "Sykkelvei i Åros"}, "identity": ["asker:tiltak.a", "Measure"], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(3,1,NULL,'{"fields": {"basis": "documented", "source": "a sketch", "title": "tiltak.b"}, "identity": ["asker:tiltak.b", "Measure"], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(4,1,NULL,'{"fields": {"basis": "documented", "source": "a sketch", "title": "11.6"}, "identity": ["sdg:11.6", "SDGTarget"], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(5,1,NULL,'{"fields": {"basis": "documented", "source": "a sketch"}, "identity": ["DERIVED_FROM", "asker:delmal.1", "sdg:11.6", ""], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(6,1,NULL,'{"fields": {"basis": "documented", "primary": true, "source": "a sketch"}, "identity": ["ADVANCES", "asker:tiltak.a", "asker:delmal.1", ""], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(7,1,NULL,'{"fields": {"basis": "documented", "source": "a sketch"}, "identity": ["ADVANCES", "asker:tiltak.b", "asker:delmal.1", ""], "revisions": [1, 1]}');
INSERT INTO "change" VALUES(8,2,'{"fields": {"basis": "documented", "source": "a sketch", "title": "delmal.1"}, "identity": ["asker:delmal.1", "Subgoal"], "revisions": [1, 1]}','{"fields": {"basis": "documented", "source": "a sketch", "title": "Ny ordlyd"}, "identity": ["asker:delmal.1", "Subgoal"], "revisions": [2, 2]}');
INSERT INTO "change" VALUES(9,3,'{"fields": {"basis": "documented", "primary": true, "source": "a sketch"}, "identity": ["ADVANCES", "asker:tiltak.a", "asker:delmal.1", ""], "revisions": [1, 1]}','{"fields": {"basis": "documented", "primary": true, "source": "a sketch"}, "identity": ["ADVANCES", "asker:tiltak.a", "asker:delmal.1", ""], "revisions": [1, 3]}');
INSERT INTO "change" VALUES(10,4,'{"fields": {"basis": "documented", "source": "a sketch", "title": "tiltak.b"}, "identity": ["asker:tiltak.b", "Measure"], "revisions": [1, 1]}',NULL);
INSERT INTO "change" VALUES(11,4,'{"fields": {"basis": "documented", "source": "a sketch"}, "identity": ["ADVANCES", "asker:tiltak.b", "asker:delmal.1", ""], "revisions": [1, 1]}',NULL);
CREATE TABLE edge (
    kind TEXT NOT NULL,
    from_id TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    to_id TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    basis TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    fields TEXT NOT NULL,
    revision INTEGER NOT NULL,
    confirmed_revision INTEGER NOT NULL,
    PRIMARY KEY (from_id, kind, to_id, key)
) STRICT;
INSERT INTO "edge" VALUES('DERIVED_FROM','asker:delmal.1','sdg:11.6','','documented',NULL,NULL,'{"basis": "documented", "source": "a sketch"}',1,1);
INSERT INTO "edge" VALUES('ADVANCES','asker:tiltak.a','asker:delmal.1','','documented',NULL,NULL,'{"basis": "documented", "primary": true, "source": "a sketch"}',1,3);
CREATE TABLE node (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    basis TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    search TEXT NOT NULL,
    fields TEXT NOT NULL,
    revision INTEGER NOT NULL,
    text_revision INTEGER NOT NULL
) STRICT;
INSERT INTO "node" VALUES('asker:delmal.1','asker:delmal.0011','Subgoal','asker','documented',NULL,NULL,' delmal.1 1 ny ordlyd','{"basis": "documented", "source": "a sketch", "title": "Ny ordlyd"}',2,2);
INSERT INTO "node" VALUES('asker:tiltak.a','asker:tiltak.a','Measure','asker','documented',NULL,NULL,' tiltak.a a sykkelvei i åros aros aaros','{"basis": "documented", "climate_tonnes": "12.5", "pilot": true, "source": "a sketch", "title": "Sykkelvei i Åros"}',1,1);
INSERT INTO "node" VALUES('sdg:11.6','sdg:00211.0016','SDGTarget','sdg','documented',NULL,NULL,' 11.6 6','{"basis": "documented", "source": "a sketch", "title": "11.6"}',1,1);
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    case_number TEXT
) STRICT;
INSERT INTO "revision" VALUES(1,'2026-11-24T08:00:00.000250+00:00','first','kari','drawn in a test','S20/1');
INSERT INTO "revision" VALUES(2,'2026-11-24T08:00:00.000250+00:00','second','kari','drawn in a test',NULL);
INSERT INTO "revision" VALUES(3,'2026-11-24T08:00:00.000250+00:00','third','kari','drawn in a test',NULL);
INSERT INTO "revision" VALUES(4,'2026-11-24T08:00:00.000250+00:00','fourth','kari','drawn in a test',NULL);
CREATE INDEX node_kind ON node (kind, place);
CREATE INDEX edge_to ON edge (to_id, kind);
CREATE INDEX edge_kind ON edge (kind);
CREATE INDEX change_revision ON change (revision);
CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER revision_kept BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
COMMIT;
PRAGMA application_id = 1198481772;
PRAGMA user_version = 1;
