/** Something of every kind, and names that need quotes. */
export const SCHEMA = String.raw`
CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore;
CREATE SCHEMA "odd 'one'";
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE authors (
  id serial PRIMARY KEY, name text NOT NULL, mood mood, extra jsonb, tags text[], attributes hstore,
  picture bytea, height positive DEFAULT 1, ratio float8, price money, at timestamptz DEFAULT now(), span span);
CREATE TABLE books (
  id bigint GENERATED ALWAYS AS IDENTITY (START 9007199254740993) PRIMARY KEY,
  author integer REFERENCES authors ON DELETE CASCADE, title text,
  words integer GENERATED ALWAYS AS (length(title)) STORED,
  UNIQUE (author, title) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX books_title ON books USING gin (title gin_trgm_ops);
CREATE TABLE readings (author integer, day date NOT NULL, pages integer CHECK (pages >= 0), PRIMARY KEY (author, day))
  PARTITION BY RANGE (day);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON readings (pages);
CREATE TABLE reviews (author integer, day date, text text, FOREIGN KEY (author, day) REFERENCES readings);
CREATE TABLE "odd 'one'"."Ta""b:le \x" ("Ke'y" text, day timestamptz, v text, PRIMARY KEY ("Ke'y", day));
CREATE TABLE no_key (line text);
CREATE TABLE base (a integer); CREATE TABLE derived (b integer) INHERITS (base);
CREATE TABLE empty_one (a integer);
CREATE TABLE old_rows (a integer); INSERT INTO old_rows VALUES (-1);
ALTER TABLE old_rows ADD CONSTRAINT later CHECK (a > 0) NOT VALID;
CREATE VIEW titles AS SELECT title, name FROM books JOIN authors ON authors.id = author;
CREATE VIEW grouped AS SELECT id, name FROM authors GROUP BY id;
CREATE MATERIALIZED VIEW counts AS SELECT author, count(*) FROM books GROUP BY author;
CREATE UNIQUE INDEX ON counts (author);
CREATE STATISTICS book_stats ON author, title FROM books;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at := now(); RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON authors FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE RULE keep AS ON DELETE TO no_key DO INSTEAD NOTHING;
ALTER TABLE reviews ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON reviews USING (true);
COMMENT ON INDEX books_title IS 'for searches'; COMMENT ON SCHEMA public IS 'ours';
CREATE SEQUENCE counter INCREMENT -2 MAXVALUE 1000 START 100; SELECT nextval('counter'), nextval('counter');
CREATE SEQUENCE untouched;

INSERT INTO authors (name, mood, extra, tags, attributes, picture, ratio, price)
  SELECT 'näme ' || g, 'good', jsonb_build_object('n', g, 'x', repeat('€', g % 9)), ARRAY['a', g::text, NULL],
    hstore('k', g::text), decode(md5(g::text), 'hex'), 1.0 / g, g FROM generate_series(1, 500) AS g;
INSERT INTO books (author, title) SELECT 1 + g % 500, E'tab\there ' || g FROM generate_series(1, 12000) AS g;
INSERT INTO readings SELECT g, '2025-06-01'::date + g * 2, g FROM generate_series(1, 250) AS g;
INSERT INTO reviews SELECT author, day, 'fine' FROM readings LIMIT 100;
INSERT INTO "odd 'one'"."Ta""b:le \x"
  SELECT 'it''s ' || g, '2026-01-01Z'::timestamptz + g * interval '1 ms', md5(g::text) FROM generate_series(1, 12000) AS g;
INSERT INTO no_key SELECT 'same' FROM generate_series(1, 11000);
INSERT INTO base VALUES (1); INSERT INTO derived VALUES (2, 3);
SELECT lo_from_bytea(0, 'a large object'), lo_from_bytea(0, decode(repeat('00ff', 40000), 'hex'));
REFRESH MATERIALIZED VIEW counts; ANALYZE;
`;

/**
 * What stops a restore until a lock of the target is released: 1 while rows are copied, 2 while an
 * index is made.
 */
export const GATES = `
CREATE FUNCTION gate(n integer, v integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
  'BEGIN PERFORM pg_catalog.pg_advisory_xact_lock_shared(n); RETURN v; END';
CREATE TABLE gated (a integer CHECK (gate(1, a) = a)); INSERT INTO gated SELECT generate_series(1, 100);
CREATE INDEX gated_index ON gated (gate(2, a));
`;
