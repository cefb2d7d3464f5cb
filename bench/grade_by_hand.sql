-- The 17 metrics of policies/manufacturer.yaml on the cut-off 2026-06-30, written by hand for DuckDB: what our engine is
-- measured against, and equal to it row by row. {orders} {customers} {payments} {disputes} {cases} are Parquet paths.
with
months as (         -- one row per customer and month; the days with a purchase of 500 yuan or more as a bit set
    select
        customer,
        date_trunc('month', day) as month,
        sum(amount)::bigint as amount,
        bit_count(bit_or(case when purchase and amount >= 50000 then 1 << dayofmonth(day) else 0 end)) as order_days,
        min(day) filter (where purchase) as first_day,
        max(day) filter (where purchase) as last_day
    from '{orders}'
    where day <= date '2026-06-30'
    group by all
),
half_years as (     -- one row per customer; h1 is the half-year that ends on the cut-off, h4 the oldest of the four
    select
        customer,
        min(first_day) as first_day,
        max(last_day) as last_day,
        coalesce(sum(amount) filter (where month >= '2026-01-01'), 0)::bigint as amount_h1,
        coalesce(sum(amount) filter (where month between '2025-07-01' and '2025-12-01'), 0)::bigint as amount_h2,
        coalesce(sum(amount) filter (where month between '2025-01-01' and '2025-06-01'), 0)::bigint as amount_h3,
        coalesce(sum(amount) filter (where month between '2024-07-01' and '2024-12-01'), 0)::bigint as amount_h4,
        coalesce(sum(order_days) filter (where month between '2025-07-01' and '2025-09-01'), 0)::bigint as q4,
        coalesce(sum(order_days) filter (where month between '2025-10-01' and '2025-12-01'), 0)::bigint as q3,
        coalesce(sum(order_days) filter (where month between '2026-01-01' and '2026-03-01'), 0)::bigint as q2,
        coalesce(sum(order_days) filter (where month >= '2026-04-01'), 0)::bigint as q1,
        coalesce(sum(order_days) filter (where month between '2025-01-01' and '2025-06-01'), 0)::bigint as orders_h3,
        coalesce(sum(order_days) filter (where month between '2024-07-01' and '2024-12-01'), 0)::bigint as orders_h4,
        count(*) filter (where month >= '2025-07-01' and order_days >= 2) as months_2plus
    from months
    group by customer
),
overdue as (
    select customer, max(greatest(date '2026-06-30' - due_on, 0)) as days
    from '{payments}'
    where paid_on is null or paid_on > '2026-06-30'
    group by customer
),
disputed as (
    select
        customer,
        count(*) filter (where happened_on > '2025-06-30') as disputes_12m,
        count(*) filter (
            where severity = '严重' and happened_on < '2026-05-31' and (closed_on is null or closed_on > '2026-06-30')
        ) as severe_open
    from '{disputes}'
    where happened_on <= '2026-06-30'
    group by customer
),
complaints as (
    select customer, count(*) as unsolved
    from '{cases}'
    where kind = 'complaint' and happened_on > '2025-06-30' and happened_on <= '2026-06-30'
        and (closed_on is null or closed_on > '2026-06-30')
    group by customer
),
known as (          -- everything known of each customer side by side
    select
        coalesce(c.customer, h.customer) as customer,
        coalesce(least(c.since, h.first_day), c.since, h.first_day) as start,
        h.last_day,
        coalesce(amount_h1, 0) as h1, coalesce(amount_h2, 0) as h2,
        coalesce(amount_h3, 0) as h3, coalesce(amount_h4, 0) as h4,
        coalesce(q1, 0) as q1, coalesce(q2, 0) as q2, coalesce(q3, 0) as q3, coalesce(q4, 0) as q4,
        coalesce(orders_h3, 0) as orders_h3, coalesce(orders_h4, 0) as orders_h4,
        coalesce(months_2plus, 0) as months_2plus,
        potential, potential_on, influence, influence_on
    from '{customers}' as c
    full join half_years as h using (customer)
)
select
    k.customer,
    h1 + h2 + h3 + h4 as amount_24m,
    months_2plus,
    ((q1 >= 2)::bigint + (q2 >= 2)::bigint + (q3 >= 2)::bigint + (q4 >= 2)::bigint) as quarters_2plus,
    q1 + q2 + q3 + q4 as orders_12m,
    datediff('month', last_day, date '2026-06-30') as silent_months,
    case when potential_on > '2026-06-30' or potential_on <= '2025-06-30' then null else potential end as potential,
    case when start <= '2026-06-30' then date '2026-06-30' - start + 1 end as tenure,
    coalesce(disputes_12m, 0) as disputes_12m,
    coalesce(severe_open, 0) as severe_open,
    coalesce(o.days, 0) as overdue_open,
    coalesce(unsolved, 0) as complaints_unsolved,
    case when influence_on > '2026-06-30' or influence_on <= '2024-06-30' then null else influence end as influence,
    case when h3 >= 5000000 and start <= '2025-01-01' then (h1 - h3)::double / h3::double end as amount_yoy,
    case when h4 >= 5000000 and start <= '2024-07-01' then (h2 - h4)::double / h4::double end as amount_yoy_ago,
    case when h3 + h4 >= 5000000 and start <= '2024-07-01'
        then (h1 + h2 - h3 - h4)::double / (h3 + h4)::double end as amount_yoy_2p,
    case when start <= '2025-01-01' then (q1 + q2) / 2 - orders_h3 / 2 end as orders_quarter_gain,
    case when start <= '2024-07-01' then q1 + q2 + q3 + q4 - orders_h3 - orders_h4 end as orders_gain_12m
from known as k
left join overdue as o using (customer)
left join disputed as d using (customer)
left join complaints as s using (customer)
