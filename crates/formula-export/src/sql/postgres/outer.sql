-- The lesser and the greater of two; NULL where one is NULL, which `least` would skip.
create or replace function pg_temp.lesser(a numeric, b numeric) returns numeric
  language sql immutable strict as $$ select least(a, b) $$;
create or replace function pg_temp.greater(a numeric, b numeric) returns numeric
  language sql immutable strict as $$ select greatest(a, b) $$;
create or replace function pg_temp.lesser(a date, b date) returns date
  language sql immutable strict as $$ select least(a, b) $$;
create or replace function pg_temp.greater(a date, b date) returns date
  language sql immutable strict as $$ select greatest(a, b) $$;
