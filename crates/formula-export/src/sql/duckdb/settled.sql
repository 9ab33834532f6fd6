-- A double counted in a unit, freed of the noise of divisions: settled at 6 decimals or 15 digits.
-- `inverse` is one over the unit where that is a whole number, else zero.
create or replace temp macro settled(x, unit, inverse) as
  list_transform([case when inverse > 0 then x * inverse else x / unit end],
    lambda units: case
      when abs(units) < 1e9 then round(units * 1e6) / 1e6
      when abs(units) < 1e10 then round(units * 1e5) / 1e5
      when abs(units) < 1e11 then round(units * 1e4) / 1e4
      when abs(units) < 1e12 then round(units * 1e3) / 1e3
      when abs(units) < 1e13 then round(units * 1e2) / 1e2
      when abs(units) < 1e14 then round(units * 1e1) / 1e1
      when abs(units) < 1e15 then round(units)
      else units
    end)[1];
