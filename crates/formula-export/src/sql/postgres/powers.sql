-- Powers, roots and logarithms with 34 significant digits, carried to 80 decimals first.
create or replace function pg_temp.power34(a numeric, b numeric) returns numeric
  language plpgsql stable strict as $$
begin
  if b = 0 then return 1; end if;
  return pg_temp.n(power(round(a, greatest(80, scale(a))), b));
end $$;
create or replace function pg_temp.sqrt34(x numeric) returns numeric
  language sql stable strict as $$ select pg_temp.n(sqrt(round(x, greatest(80, scale(x))))) $$;
create or replace function pg_temp.ln34(x numeric) returns numeric
  language sql stable strict as $$ select pg_temp.n(ln(round(x, greatest(80, scale(x))))) $$;
create or replace function pg_temp.exp34(x numeric) returns numeric
  language sql stable strict as $$ select pg_temp.n(exp(round(x, greatest(80, scale(x))))) $$;
