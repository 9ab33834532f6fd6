-- Ends the script with a sentence; the second argument only says of which type a value would be.
create or replace function pg_temp.refuse(reason text, like_this anyelement) returns anyelement
  language plpgsql volatile as $$
begin
  raise exception '%', reason;
end $$;
