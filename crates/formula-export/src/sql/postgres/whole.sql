-- The next whole number, as the mode says.
create or replace function pg_temp.whole(x numeric, mode text) returns numeric
  language sql immutable strict as $$
  select case mode
    when 'half away from zero' then round(x)
    when 'half even' then
      case when abs(x - trunc(x)) = 0.5 then trunc(x) + mod(trunc(x), 2) else round(x) end
    when 'up' then sign(x) * ceil(abs(x))
    when 'down' then trunc(x)
    when 'floor' then floor(x)
    when 'ceiling' then ceil(x)
  end $$;
