-- The standard deviation of the population: the root of the mean squared distance to the mean.
create or replace temp macro deviation(all_values) as
  list_transform([{'l': all_values, 'm': list_aggregate(all_values, 'fsum') / len(all_values)}],
    lambda v: sqrt(list_aggregate(
      list_transform(v.l, lambda x: (x - v.m) * (x - v.m)), 'fsum') / len(v.l)))[1];
