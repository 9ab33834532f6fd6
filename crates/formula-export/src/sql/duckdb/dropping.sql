-- Sorted values without the first and the last few.
create or replace temp macro dropping(sorted, few) as
  sorted[1 + few::bigint : len(sorted) - few::bigint];
