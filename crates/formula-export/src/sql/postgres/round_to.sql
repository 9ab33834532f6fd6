-- A number rounded to a multiple of a unit: settled first, then rounded as the mode says.
create or replace function pg_temp.round_to(
  x numeric, unit numeric, mode text default 'half away from zero') returns numeric
  language sql stable strict as $$
  select pg_temp.n(pg_temp.whole(pg_temp.settled(x, unit), mode) * unit) $$;
