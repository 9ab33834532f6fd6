-- Completed years; who is born on 29 February comes of age on 1 March.
create or replace function pg_temp.age_on(born date, day date) returns numeric
  language sql immutable strict as $$
  select extract(year from day) - extract(year from born)
    - case when (extract(month from day), extract(day from day))
              < (extract(month from born), extract(day from born)) then 1 else 0 end $$;
-- A day so many months later, within the month.
create or replace function pg_temp.months_later(day date, months numeric) returns date
  language plpgsql immutable strict as $$
begin
  if months <> trunc(months) then raise exception 'a day moves by whole months'; end if;
  return (day + make_interval(months => months::int))::date;
end $$;
create or replace function pg_temp.days_later(day date, days numeric) returns date
  language plpgsql immutable strict as $$
begin
  if days <> trunc(days) then raise exception 'a day moves by whole days'; end if;
  return day + days::int;
end $$;
