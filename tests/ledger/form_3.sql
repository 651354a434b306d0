-- The tables and triggers of a ledger as version 0.1.0 made them before it had migrations (form 3).
CREATE TABLE meta (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE reports (
	id VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	digest VARCHAR(64) NOT NULL,
	payload TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE events (
	id VARCHAR NOT NULL,
	age INTEGER NOT NULL,
	action VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	start VARCHAR(10) NOT NULL,
	"end" VARCHAR(10) NOT NULL,
	rejected INTEGER NOT NULL,
	payload TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (age)
);
CREATE INDEX events_by_date ON events (start, "end");
CREATE INDEX ix_events_action ON events (action);
CREATE TABLE redirects (
	old VARCHAR NOT NULL,
	new VARCHAR NOT NULL,
	age INTEGER NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (old)
);
CREATE INDEX ix_redirects_new ON redirects (new);
CREATE TABLE decisions (
	id VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	live INTEGER NOT NULL,
	payload TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (number)
);
CREATE TABLE revisions (
	"row" INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	payload TEXT NOT NULL,
	reason TEXT NOT NULL,
	recorded VARCHAR(27) NOT NULL,
	previous VARCHAR(64) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	PRIMARY KEY ("row")
);
CREATE UNIQUE INDEX revisions_by_subject ON revisions (kind, subject, number);
CREATE INDEX ix_revisions_recorded ON revisions (recorded);
CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are only ever added'); END;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are only ever added'); END;
CREATE TABLE mentions (
	id VARCHAR NOT NULL,
	report VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	event VARCHAR,
	cluster VARCHAR,
	left_out TEXT,
	answers_unnamed INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX ix_mentions_report ON mentions (report);
CREATE INDEX ix_mentions_event ON mentions (event);
CREATE INDEX ix_mentions_cluster ON mentions (cluster);
CREATE INDEX ix_mentions_answers_unnamed ON mentions (answers_unnamed);
CREATE TABLE event_places (
	event VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	country VARCHAR(2),
	lat FLOAT,
	lon FLOAT,
	precision VARCHAR NOT NULL,
	PRIMARY KEY (event, position),
	FOREIGN KEY(event) REFERENCES events (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_places_country ON event_places (country);
CREATE INDEX event_places_by_point ON event_places (lat, lon);
CREATE TABLE event_actors (
	event VARCHAR NOT NULL,
	side VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	PRIMARY KEY (event, side, actor),
	FOREIGN KEY(event) REFERENCES events (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_actors_actor ON event_actors (actor);
CREATE TABLE anchors (
	decision VARCHAR NOT NULL,
	part INTEGER NOT NULL,
	position INTEGER NOT NULL,
	report VARCHAR NOT NULL,
	mention VARCHAR,
	PRIMARY KEY (decision, part, position),
	FOREIGN KEY(decision) REFERENCES decisions (id)
);
CREATE INDEX ix_anchors_report ON anchors (report);
CREATE INDEX ix_anchors_mention ON anchors (mention);
CREATE TABLE claims (
	id VARCHAR NOT NULL,
	report VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	payload TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report) REFERENCES reports (id) ON DELETE CASCADE
);
CREATE INDEX ix_claims_report ON claims (report);
CREATE TABLE blocks (
	mention VARCHAR NOT NULL,
	family VARCHAR NOT NULL,
	country VARCHAR NOT NULL,
	first VARCHAR(10) NOT NULL,
	last VARCHAR(10) NOT NULL,
	founds INTEGER NOT NULL,
	PRIMARY KEY (mention, family, country),
	FOREIGN KEY(mention) REFERENCES mentions (id) ON DELETE CASCADE
);
CREATE INDEX blocks_by_key ON blocks (family, country, first, last, founds);
CREATE TABLE links (
	a VARCHAR NOT NULL,
	b VARCHAR NOT NULL,
	probability FLOAT NOT NULL,
	why TEXT NOT NULL,
	founding INTEGER NOT NULL,
	PRIMARY KEY (a, b),
	FOREIGN KEY(a) REFERENCES mentions (id) ON DELETE CASCADE,
	FOREIGN KEY(b) REFERENCES mentions (id) ON DELETE CASCADE
);
CREATE INDEX ix_links_b ON links (b);
CREATE TABLE find_events (
	event VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	first VARCHAR(10) NOT NULL,
	last VARCHAR(10) NOT NULL,
	precision VARCHAR NOT NULL,
	action VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	killed INTEGER,
	wounded INTEGER,
	PRIMARY KEY (event),
	UNIQUE (number)
);
CREATE INDEX find_events_by_day ON find_events (first, event, precision, last, action, status, killed, number);
CREATE INDEX find_events_by_kind ON find_events (action, status, first, event);
CREATE INDEX ix_find_events_action ON find_events (action);
CREATE TABLE find_places (
	event VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	place VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	country VARCHAR(2),
	admin1 VARCHAR,
	lat FLOAT,
	lon FLOAT,
	precision VARCHAR NOT NULL,
	PRIMARY KEY (event, position)
);
CREATE INDEX find_places_by_country ON find_places (country, event);
CREATE INDEX find_places_by_name ON find_places (name, event);
CREATE INDEX find_places_by_place ON find_places (place, event);
CREATE INDEX find_places_by_point ON find_places (lat, lon, event);
CREATE TABLE find_actors (
	event VARCHAR NOT NULL,
	side VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	PRIMARY KEY (event, side, actor)
);
CREATE INDEX find_actors_by_actor ON find_actors (actor, side, event);
CREATE TABLE find_publishers (
	event VARCHAR NOT NULL,
	publisher VARCHAR NOT NULL,
	PRIMARY KEY (event, publisher)
);
CREATE INDEX find_publishers_by_publisher ON find_publishers (publisher, event);
CREATE TABLE find_answers (
	event VARCHAR NOT NULL,
	answered VARCHAR NOT NULL,
	PRIMARY KEY (event, answered)
);
CREATE INDEX ix_find_answers_answered ON find_answers (answered);
CREATE TABLE find_names (
	actor VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	PRIMARY KEY (actor, name)
);
CREATE VIRTUAL TABLE find_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER find_insert AFTER INSERT ON events WHEN new.rejected = 0 BEGIN INSERT INTO find_events SELECT new.id, new.age, new.start, new."end",
         coalesce(json_extract(new.payload, '$.date.precision'), 'unknown'), new.action, new.status,
         coalesce(json_extract(new.payload, '$.casualties.killed.best'),
                  json_extract(new.payload, '$.casualties.killed.low')),
         coalesce(json_extract(new.payload, '$.casualties.wounded.best'),
                  json_extract(new.payload, '$.casualties.wounded.low')) ; INSERT INTO find_places SELECT new.id, p.key,
         coalesce(json_extract(p.value, '$.gazetteer_id'), json_extract(p.value, '$.name')),
         json_extract(p.value, '$.name'), json_extract(p.value, '$.country'), json_extract(p.value, '$.admin1'),
         json_extract(p.value, '$.lat'), json_extract(p.value, '$.lon'), json_extract(p.value, '$.precision')
         FROM  json_each(new.payload, '$.places') AS p; INSERT OR IGNORE INTO find_actors SELECT new.id, 'initiator', json_extract(a.value, '$.id')
         FROM  json_each(new.payload, '$.initiators') AS a; INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM  json_each(new.payload, '$.initiators') AS a; INSERT OR IGNORE INTO find_actors SELECT new.id, 'target', json_extract(a.value, '$.id')
         FROM  json_each(new.payload, '$.targets') AS a; INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM  json_each(new.payload, '$.targets') AS a; INSERT OR IGNORE INTO find_publishers SELECT new.id, json_extract(r.value, '$.publisher')
         FROM  json_each(new.payload, '$.reports') AS r
         WHERE json_extract(r.value, '$.publisher') IS NOT NULL; INSERT OR IGNORE INTO find_answers SELECT new.id, json_extract(r.value, '$.event')
         FROM  json_each(new.payload, '$.response_to') AS r
         WHERE json_extract(r.value, '$.event') IS NOT NULL; INSERT INTO find_words (rowid, words) SELECT new.age, coalesce(json_extract(new.payload, '$.summary'), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.places') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.initiators') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.targets') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each(new.payload, '$.weapons') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each(new.payload, '$.facilities') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.text'), '')
                      FROM json_each(new.payload, '$.evidence') AS x), '') ; END;
CREATE TRIGGER find_delete AFTER DELETE ON events BEGIN DELETE FROM find_events WHERE event = old.id; DELETE FROM find_places WHERE event = old.id; DELETE FROM find_actors WHERE event = old.id; DELETE FROM find_publishers WHERE event = old.id; DELETE FROM find_answers WHERE event = old.id; DELETE FROM find_words WHERE rowid = old.age; END;
CREATE TRIGGER find_before BEFORE UPDATE ON events WHEN (old.payload <> new.payload OR old.rejected <> new.rejected) BEGIN DELETE FROM find_events WHERE event = old.id; DELETE FROM find_places WHERE event = old.id; DELETE FROM find_actors WHERE event = old.id; DELETE FROM find_publishers WHERE event = old.id; DELETE FROM find_answers WHERE event = old.id; DELETE FROM find_words WHERE rowid = old.age; END;
CREATE TRIGGER find_after AFTER UPDATE ON events WHEN (old.payload <> new.payload OR old.rejected <> new.rejected) AND new.rejected = 0 BEGIN INSERT INTO find_events SELECT new.id, new.age, new.start, new."end",
         coalesce(json_extract(new.payload, '$.date.precision'), 'unknown'), new.action, new.status,
         coalesce(json_extract(new.payload, '$.casualties.killed.best'),
                  json_extract(new.payload, '$.casualties.killed.low')),
         coalesce(json_extract(new.payload, '$.casualties.wounded.best'),
                  json_extract(new.payload, '$.casualties.wounded.low')) ; INSERT INTO find_places SELECT new.id, p.key,
         coalesce(json_extract(p.value, '$.gazetteer_id'), json_extract(p.value, '$.name')),
         json_extract(p.value, '$.name'), json_extract(p.value, '$.country'), json_extract(p.value, '$.admin1'),
         json_extract(p.value, '$.lat'), json_extract(p.value, '$.lon'), json_extract(p.value, '$.precision')
         FROM  json_each(new.payload, '$.places') AS p; INSERT OR IGNORE INTO find_actors SELECT new.id, 'initiator', json_extract(a.value, '$.id')
         FROM  json_each(new.payload, '$.initiators') AS a; INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM  json_each(new.payload, '$.initiators') AS a; INSERT OR IGNORE INTO find_actors SELECT new.id, 'target', json_extract(a.value, '$.id')
         FROM  json_each(new.payload, '$.targets') AS a; INSERT OR IGNORE INTO find_names SELECT json_extract(a.value, '$.id'), json_extract(a.value, '$.name')
         FROM  json_each(new.payload, '$.targets') AS a; INSERT OR IGNORE INTO find_publishers SELECT new.id, json_extract(r.value, '$.publisher')
         FROM  json_each(new.payload, '$.reports') AS r
         WHERE json_extract(r.value, '$.publisher') IS NOT NULL; INSERT OR IGNORE INTO find_answers SELECT new.id, json_extract(r.value, '$.event')
         FROM  json_each(new.payload, '$.response_to') AS r
         WHERE json_extract(r.value, '$.event') IS NOT NULL; INSERT INTO find_words (rowid, words) SELECT new.age, coalesce(json_extract(new.payload, '$.summary'), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.places') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.initiators') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.name'), '')
                      FROM json_each(new.payload, '$.targets') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each(new.payload, '$.weapons') AS x), '')
         || coalesce((SELECT group_concat(' ' || x.value, '') FROM json_each(new.payload, '$.facilities') AS x), '')
         || coalesce((SELECT group_concat(' ' || json_extract(x.value, '$.text'), '')
                      FROM json_each(new.payload, '$.evidence') AS x), '') ; END;
