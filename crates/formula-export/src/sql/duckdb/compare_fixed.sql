-- -1, 0 or 1 as a is less than, equal to or greater than b: decimals of equally many places, equal
-- when they agree in 20 digits, or to as many units of the last place as they may be off.
create or replace temp macro cmp_fixed(a, b, off) as
  list_transform([{'a': replace(a::varchar, '.', '')::hugeint,
                   'b': replace(b::varchar, '.', '')::hugeint}],
    lambda v: case
      when v.a is null or v.b is null then null
      when abs(v.a - v.b) <= greatest(
        greatest(abs(v.a), abs(v.b)) // 100000000000000000000, off::hugeint) then 0
      when v.a < v.b then -1
      else 1
    end)[1];
