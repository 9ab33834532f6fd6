-- A quotient with 34 significant digits. The division itself is carried to 110 decimals, more than
-- any quotient needs to be told from a tie; left to itself it would keep 16 digits.
create or replace function pg_temp.over(a numeric, b numeric) returns numeric
  language plpgsql stable strict as $$
declare
  place_a int := length(ltrim(replace(abs(a)::text, '.', ''), '0')) - scale(a);
  place_b int := length(ltrim(replace(abs(b)::text, '.', ''), '0')) - scale(b);
begin
  if b = 0 then raise division_by_zero; end if;
  if a = 0 then return 0; end if;
  return pg_temp.n(
    pg_temp.n(round(a * ('1e' || -place_a)::numeric, 110) / (b * ('1e' || -place_b)::numeric))
    * ('1e' || (place_a - place_b))::numeric);
end $$;
