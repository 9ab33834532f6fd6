-- A number counted in a unit, freed of the noise of divisions: settled at 12 decimals.
create or replace function pg_temp.settled(x numeric, unit numeric) returns numeric
  language sql stable strict as $$ select round(pg_temp.over(x, unit), 12) $$;
