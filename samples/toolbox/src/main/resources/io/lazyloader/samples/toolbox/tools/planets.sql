create table planets (name varchar(10) primary key, moons int not null, orbit_days decimal(9, 2) not null);
insert into planets values
  ('Mercury', 0, 87.97),
  ('Venus', 0, 224.70),
  ('Earth', 1, 365.26),
  ('Mars', 2, 686.98),
  ('Jupiter', 95, 4332.59),
  ('Saturn', 274, 10759.22),
  ('Uranus', 28, 30688.5),
  ('Neptune', 16, 60195.0);
create index planets_by_moons on planets (moons);
