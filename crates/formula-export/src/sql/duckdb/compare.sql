-- -1, 0 or 1 as a is less than, equal to or greater than b. Doubles that agree in 11 digits are
-- equal; zero equals only zero.
create or replace temp macro cmp(a, b) as
  list_transform([{'a': a, 'b': b}],
    lambda v: case
      when v.a is null or v.b is null then null
      when abs(v.a - v.b) <= 1e-11 * greatest(abs(v.a), abs(v.b)) then 0
      when v.a < v.b then -1
      else 1
    end)[1];
