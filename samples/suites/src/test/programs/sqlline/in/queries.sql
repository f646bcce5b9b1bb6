!set outputformat csv
select customer, count(*) as n, sum(amount) as total from orders group by customer order by total desc;
explain plan for select * from orders where amount > 5 and customer like 'A%';
select a.id, b.id from orders a join orders b on a.customer = b.customer and a.id < b.id;
select rank() over (partition by customer order by amount) as r, id from orders order by id;
!tables
!quit
