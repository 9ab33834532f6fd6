-- The value part of the way through sorted values, on a straight line between its neighbours.
create or replace temp macro percentile(sorted, part) as
  list_transform([{'s': sorted, 'p': part * (len(sorted) - 1)}],
    lambda v: v.s[floor(v.p)::bigint + 1]
      + (coalesce(v.s[floor(v.p)::bigint + 2], v.s[floor(v.p)::bigint + 1])
         - v.s[floor(v.p)::bigint + 1]) * (v.p - floor(v.p)))[1];
