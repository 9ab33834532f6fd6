-- The value part of the way through sorted values, on a straight line between its neighbours.
create or replace function pg_temp.percentile(sorted numeric[], part numeric) returns numeric
  language plpgsql stable strict as $$
declare
  place numeric := pg_temp.n(part * (cardinality(sorted) - 1));
  low numeric := sorted[floor(place)::int + 1];
  high numeric := coalesce(sorted[floor(place)::int + 2], low);
begin
  if part < 0 or part > 1 then raise exception 'a percentile lies between 0 and 1'; end if;
  return pg_temp.n(low + pg_temp.n(pg_temp.n(high - low) * pg_temp.n(place - floor(place))));
end $$;
