-- A double rounded to a multiple of a unit: settled first, then rounded as the mode says.
create or replace temp macro round_to(x, unit, inverse, mode) as
  case when inverse > 0 then whole(settled(x, unit, inverse), mode) / inverse
    else whole(settled(x, unit, inverse), mode) * unit end;
