-- The lesser and the greater of two; NULL where one is NULL, which `least` would skip.
create or replace temp macro lesser(a, b) as
  list_transform([{'a': a, 'b': b}],
    lambda v: case when v.a is not null and v.b is not null then least(v.a, v.b) end)[1];
create or replace temp macro greater(a, b) as
  list_transform([{'a': a, 'b': b}],
    lambda v: case when v.a is not null and v.b is not null then greatest(v.a, v.b) end)[1];
