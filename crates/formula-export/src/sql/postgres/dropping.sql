-- Sorted values without the first and the last few.
create or replace function pg_temp.dropping(sorted numeric[], few numeric) returns numeric[]
  language sql immutable strict as $$
  select sorted[1 + few::int : cardinality(sorted) - few::int] $$;
