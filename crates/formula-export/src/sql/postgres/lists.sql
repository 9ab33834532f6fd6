-- Aggregates of a sorted list, as the engine works them out.
create or replace function pg_temp.sum_of(list numeric[]) returns numeric
  language sql immutable strict as $$
  select coalesce(pg_temp.n(sum(v)), 0) from unnest(list) v $$;
create or replace function pg_temp.mean_of(list numeric[]) returns numeric
  language sql stable strict as $$
  select pg_temp.over(pg_temp.n(sum(v)), count(*)) from unnest(list) v $$;
create or replace function pg_temp.first_of(list numeric[]) returns numeric
  language sql immutable strict as $$ select min(v) from unnest(list) v $$;
create or replace function pg_temp.last_of(list numeric[]) returns numeric
  language sql immutable strict as $$ select max(v) from unnest(list) v $$;
create or replace function pg_temp.count_of(list numeric[]) returns numeric
  language sql immutable strict as $$ select cardinality(list)::numeric $$;
