-- The next whole number to a decimal, as the mode says.
create or replace temp macro whole_fixed(x, mode) as
  list_transform([x], lambda v: case mode
    when 'half away from zero' then round(v)
    when 'half even' then
      case when abs(v - trunc(v)) = 0.5 then trunc(v) + trunc(v) % 2 else round(v) end
    when 'up' then case when v < 0 then floor(v) else ceil(v) end
    when 'down' then trunc(v)
    when 'floor' then floor(v)
    when 'ceiling' then ceil(v)
  end)[1];
