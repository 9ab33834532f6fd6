-- -1, 0 or 1 as a is less than, equal to or greater than b. Numbers that agree in 20 digits are
-- equal; zero equals only zero.
create or replace function pg_temp.cmp(a numeric, b numeric) returns int
  language sql immutable strict as $$
  select case
    when abs(a - b) <= 1e-20 * greatest(abs(a), abs(b)) then 0
    when a < b then -1
    else 1
  end $$;
