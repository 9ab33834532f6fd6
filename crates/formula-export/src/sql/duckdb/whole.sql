-- The next whole number, as the mode says.
create or replace temp macro whole(x, mode) as
  list_transform([x], lambda v: case mode
    when 'half away from zero' then round(v)
    when 'half even' then round_even(v, 0)
    when 'up' then sign(v) * ceil(abs(v))
    when 'down' then trunc(v)
    when 'floor' then floor(v)
    when 'ceiling' then ceil(v)
  end)[1];
