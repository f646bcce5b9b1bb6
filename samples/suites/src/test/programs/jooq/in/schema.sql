create table author (id int primary key, name varchar(50) not null, born date);
create table book (
  id int primary key,
  author_id int not null references author,
  title varchar(200) not null,
  price decimal(8, 2),
  constraint title_unique unique (title)
);
create view priced as select title, price from book where price is not null;
create sequence numbers start with 5;
