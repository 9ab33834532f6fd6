-- Completed years; who is born on 29 February comes of age on 1 March.
create or replace temp macro age_on(born, today) as
  year(today) - year(born)
    - case when month(today) * 100 + day(today) < month(born) * 100 + day(born) then 1 else 0 end;
-- A day so many months later, within the month.
create or replace temp macro months_later(from_day, months) as
  case when months <> trunc(months) then error('a day moves by whole months')
    else (from_day + to_months(months::integer))::date end;
create or replace temp macro days_later(from_day, days) as
  case when days <> trunc(days) then error('a day moves by whole days')
    else from_day + days::integer end;
