-- A decimal as the whole number of its last decimals.
create or replace temp macro digits(x) as replace(x::varchar, '.', '')::hugeint;
-- A quotient of decimals by long division, since DuckDB divides decimals as doubles: first the
-- whole part, then as many decimals as `first` has zeros, then as many as `second` has; `unit` is
-- one unit of the last of them.
create or replace temp macro quotient(a, b, first, second, unit) as
  list_transform([{'a': digits(a), 'b': digits(b)}],
    lambda v: ((((v.a // v.b) * first::hugeint + ((v.a % v.b) * first::hugeint) // v.b)
        * second::hugeint
      + ((((v.a % v.b) * first::hugeint) % v.b) * second::hugeint) // v.b)::decimal(38, 0)
      * unit))[1];
