-- A number with 34 significant digits, half to even: the engine rounds so after each operation.
create or replace function pg_temp.n(x numeric) returns numeric
  language plpgsql immutable strict as $$
declare
  decimals int := 34 - length(ltrim(replace(abs(x)::text, '.', ''), '0')) + scale(x);
  unit numeric;
  cut numeric;
begin
  if decimals >= scale(x) then return trim_scale(x); end if;
  unit := ('1e' || -decimals)::numeric;
  cut := trunc(x, decimals);
  if abs(x - cut) * 2 > unit or (abs(x - cut) * 2 = unit and mod(div(abs(cut), unit), 2) = 1) then
    cut := cut + sign(x) * unit;
  end if;
  return trim_scale(cut);
end $$;
