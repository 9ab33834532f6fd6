-- The standard deviation of the population: the root of the mean squared distance to the mean.
create or replace function pg_temp.deviation(all_values numeric[]) returns numeric
  language sql stable strict as $$
  select pg_temp.sqrt34(pg_temp.over(pg_temp.n(sum(pg_temp.n(
    pg_temp.n(v - mean) * pg_temp.n(v - mean)))), count(*)))
  from unnest(all_values) v,
    (select pg_temp.over(pg_temp.n(sum(w)), count(*)) as mean from unnest(all_values) w) m $$;
