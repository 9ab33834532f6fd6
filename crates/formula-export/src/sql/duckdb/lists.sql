-- Aggregates of a sorted list.
create or replace temp macro sum_of(list) as coalesce(list_aggregate(list, 'fsum'), 0e0);
create or replace temp macro mean_of(list) as list_aggregate(list, 'fsum') / len(list);
create or replace temp macro first_of(list) as list_aggregate(list, 'min');
create or replace temp macro last_of(list) as list_aggregate(list, 'max');
create or replace temp macro count_of(list) as len(list)::double;
