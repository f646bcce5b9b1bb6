insert into author (id, name) values (1, 'Ada Lovelace'), (2, 'Grace Hopper');
insert into book (title, cents, author_id) values
  ('Notes on the Analytical Engine', 1200, 1),
  ('Sketches of Flight', 800, 1),
  ('The Education of a Computer', 1500, 2);
