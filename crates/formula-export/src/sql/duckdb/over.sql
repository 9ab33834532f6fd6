-- A quotient of doubles; nothing divides by zero.
create or replace temp macro "over"(a, b) as
  list_transform([{'a': a, 'b': b}],
    lambda v: case when v.b = 0 then error('division by zero') else v.a / v.b end)[1];
