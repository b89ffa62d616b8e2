-- The verdicts of finished weeks: one statement for SQLite, DuckDB and Spark SQL.
--
-- Convention: days and weeks are integers (week w begins on day 7w - 3), every span is half-open,
-- and "no limit" is a limit nobody reaches. No division, no dates, no functions but sums and
-- counts: what the engines do differently is not used. What is required of 0 to 7 days comes from
-- the pure rule as a table, so the formula stands in one place. Only weeks in which something
-- about a place begins or ends are opened up by days; every other week is one row, and where one
-- person at a time has the street, that row is found by its keys.
--
-- Reads week_tally and the tables described in duties/verdict_sql.py.
WITH
seven AS (
  SELECT 0 AS number UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
  UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6
),

-- Weeks of places in which not all seven days are alike.
changed AS (
  SELECT w.week, p.place
  FROM verdict_week w JOIN verdict_place p
    ON p.town = w.town AND p.opened > 7 * w.week - 3 AND p.opened < 7 * w.week + 4
  UNION
  SELECT w.week, p.place
  FROM verdict_week w JOIN verdict_place p
    ON p.town = w.town AND p.closed > 7 * w.week - 3 AND p.closed < 7 * w.week + 4
  UNION
  SELECT w.week, p.place
  FROM verdict_week w JOIN verdict_post p
    ON p.since > 7 * w.week - 3 AND p.since < 7 * w.week + 4
  UNION
  SELECT w.week, p.place
  FROM verdict_week w JOIN verdict_post p
    ON p.until > 7 * w.week - 3 AND p.until < 7 * w.week + 4
  UNION
  SELECT w.week, e.place
  FROM verdict_week w JOIN verdict_exemption e
    ON e.since < 7 * w.week + 4 AND e.until > 7 * w.week - 3
  UNION
  SELECT w.week, g.place
  FROM verdict_week w JOIN verdict_delegation g
    ON g.since < 7 * w.week + 4 AND g.until > 7 * w.week - 3
),

-- One line for each place open on some day of a week with a rule in force.
line AS (
  SELECT
    w.week, p.place, w.rule, w.duty, p.opened, p.closed, r.max_per_day,
    CASE WHEN c.place IS NULL THEN 0 ELSE 1 END AS is_changed,
    p.is_shared
  FROM verdict_week w
  JOIN verdict_place p
    ON p.town = w.town
    AND p.opened < 7 * w.week + 4 AND p.closed > 7 * w.week - 3 AND p.opened < p.closed
  LEFT JOIN verdict_rule r ON r.rule = w.rule
  LEFT JOIN changed c ON c.week = w.week AND c.place = p.place
),

-- Unchanged weeks of places that one person at a time has: he all week, or nobody.
alone AS (
  SELECT
    l.week, l.place, l.rule, l.max_per_day,
    COALESCE(r.judged, 0) AS judged,
    CASE WHEN r.counting = 1 THEN t.holder END AS holder,
    t.d0, t.d1, t.d2, t.d3, t.d4, t.d5, t.d6
  FROM line l
  LEFT JOIN verdict_post p
    ON p.place = l.place AND p.since <= 7 * l.week - 3 AND p.until >= 7 * l.week + 4
  LEFT JOIN verdict_role r ON r.rule = l.rule AND r.role = p.role
  LEFT JOIN week_tally t
    ON t.week = l.week AND t.place = l.place AND t.duty = l.duty AND t.holder = p.holder
  WHERE l.is_changed = 0 AND l.is_shared = 0
),

-- Unchanged weeks of the others: who has the role has it all week, and so with every right.
shared_held AS (
  SELECT l.week, l.place, COUNT(*) AS holders
  FROM line l
  JOIN verdict_post p
    ON p.place = l.place AND p.since <= 7 * l.week - 3 AND p.until >= 7 * l.week + 4
  JOIN verdict_role r ON r.rule = l.rule AND r.role = p.role AND r.judged = 1
  WHERE l.is_changed = 0 AND l.is_shared = 1
  GROUP BY l.week, l.place
),
shared_sum AS (
  SELECT
    l.week, l.place, MAX(t.holder) AS holder,
    SUM(t.d0) AS d0, SUM(t.d1) AS d1, SUM(t.d2) AS d2, SUM(t.d3) AS d3,
    SUM(t.d4) AS d4, SUM(t.d5) AS d5, SUM(t.d6) AS d6
  FROM line l
  JOIN week_tally t ON t.week = l.week AND t.place = l.place AND t.duty = l.duty
  WHERE l.is_changed = 0 AND l.is_shared = 1 AND EXISTS (
    SELECT 1
    FROM verdict_post p JOIN verdict_role r ON r.role = p.role
    WHERE p.place = l.place AND p.holder = t.holder AND r.rule = l.rule AND r.counting = 1
      AND p.since <= 7 * l.week - 3 AND p.until >= 7 * l.week + 4
  )
  GROUP BY l.week, l.place
),

even AS (
  SELECT * FROM alone
  UNION ALL
  SELECT
    l.week, l.place, l.rule, l.max_per_day,
    CASE WHEN h.place IS NULL THEN 0 ELSE 1 END AS judged,
    s.holder, s.d0, s.d1, s.d2, s.d3, s.d4, s.d5, s.d6
  FROM line l
  LEFT JOIN shared_held h ON h.week = l.week AND h.place = l.place
  LEFT JOIN shared_sum s ON s.week = l.week AND s.place = l.place
  WHERE l.is_changed = 0 AND l.is_shared = 1
),

-- Changed weeks, by days: who holds what, who is exempt, who may walk for whom.
one_day AS (
  SELECT
    l.week, l.place, l.rule, l.duty, s.number, 7 * l.week - 3 + s.number AS on_day,
    CASE WHEN l.opened <= 7 * l.week - 3 + s.number AND l.closed > 7 * l.week - 3 + s.number
      THEN 1 ELSE 0 END AS is_open
  FROM line l CROSS JOIN seven s
  WHERE l.is_changed = 1
),
day_holder AS (
  SELECT
    d.place, d.on_day, d.rule, p.holder,
    MAX(r.judged) AS judged, MAX(r.counting) AS counting
  FROM one_day d
  JOIN verdict_post p ON p.place = d.place AND p.since <= d.on_day AND p.until > d.on_day
  JOIN verdict_role r ON r.rule = d.rule AND r.role = p.role
  GROUP BY d.place, d.on_day, d.rule, p.holder
),
day_exempt AS (
  SELECT DISTINCT d.place, d.on_day, e.holder
  FROM one_day d
  JOIN verdict_exemption e ON e.place = d.place AND e.since <= d.on_day AND e.until > d.on_day
  JOIN verdict_reason r ON r.rule = d.rule AND r.reason = e.reason
),
day_delegation AS (
  SELECT d.place, d.on_day, g.chief, g.delegate
  FROM one_day d
  JOIN verdict_delegation g
    ON g.place = d.place AND g.since <= d.on_day AND g.until > d.on_day
),
day_delegate AS (
  SELECT DISTINCT g.place, g.on_day, g.delegate
  FROM day_delegation g
  JOIN day_holder h
    ON h.place = g.place AND h.on_day = g.on_day AND h.holder = g.chief AND h.counting = 1
),
day_chief AS (
  SELECT DISTINCT g.place, g.on_day, g.chief FROM day_delegation g
),
day_held AS (
  SELECT
    h.place, h.on_day,
    COUNT(*) AS holders, COUNT(e.holder) AS exempt, COUNT(c.chief) AS delegating
  FROM day_holder h
  LEFT JOIN day_exempt e
    ON e.place = h.place AND e.on_day = h.on_day AND e.holder = h.holder
  LEFT JOIN day_chief c
    ON c.place = h.place AND c.on_day = h.on_day AND c.chief = h.holder
  WHERE h.judged = 1
  GROUP BY h.place, h.on_day
),
uneven_days AS (
  SELECT
    d.week, d.place,
    SUM(d.is_open) AS held_days,
    SUM(CASE
      WHEN d.is_open = 0 OR a.on_day IS NOT NULL THEN 0
      WHEN h.exempt = h.holders AND h.delegating = 0 THEN 0
      ELSE 1 END) AS available
  FROM one_day d
  JOIN day_held h ON h.place = d.place AND h.on_day = d.on_day
  LEFT JOIN day_exempt a ON a.place = d.place AND a.on_day = d.on_day AND a.holder = 0
  GROUP BY d.week, d.place
),

-- Changed weeks: of each day's patrols holders' count first, delegates' fill what is left.
day_count AS (
  SELECT
    d.week, d.place, d.rule, d.on_day,
    SUM(CASE WHEN h.holder IS NULL THEN 0 WHEN d.number = 0 THEN t.d0 WHEN d.number = 1 THEN t.d1
      WHEN d.number = 2 THEN t.d2 WHEN d.number = 3 THEN t.d3 WHEN d.number = 4 THEN t.d4
      WHEN d.number = 5 THEN t.d5 ELSE t.d6 END) AS by_holders,
    SUM(CASE WHEN h.holder IS NOT NULL THEN 0 WHEN g.delegate IS NULL THEN 0
      WHEN d.number = 0 THEN t.d0 WHEN d.number = 1 THEN t.d1
      WHEN d.number = 2 THEN t.d2 WHEN d.number = 3 THEN t.d3 WHEN d.number = 4 THEN t.d4
      WHEN d.number = 5 THEN t.d5 ELSE t.d6 END) AS by_delegates
  FROM one_day d
  JOIN week_tally t ON t.week = d.week AND t.place = d.place AND t.duty = d.duty
  LEFT JOIN day_holder h
    ON h.place = d.place AND h.on_day = d.on_day AND h.holder = t.holder AND h.counting = 1
  LEFT JOIN day_delegate g
    ON g.place = d.place AND g.on_day = d.on_day AND g.delegate = t.holder
  GROUP BY d.week, d.place, d.rule, d.on_day
),
day_room AS (
  SELECT
    c.week, c.place, c.rule,
    CASE WHEN c.by_holders > r.max_per_day THEN r.max_per_day ELSE c.by_holders END AS by_holders,
    CASE
      WHEN c.by_holders >= r.max_per_day THEN 0
      WHEN c.by_delegates > r.max_per_day - c.by_holders THEN r.max_per_day - c.by_holders
      ELSE c.by_delegates END AS by_delegates
  FROM day_count c LEFT JOIN verdict_rule r ON r.rule = c.rule
),
uneven_sum AS (
  SELECT
    n.week, n.place, n.rule,
    SUM(n.by_holders) AS by_holders,
    SUM(n.by_delegates) AS by_delegates,
    SUM(CASE WHEN n.by_holders > 0 THEN 1 ELSE 0 END) AS holder_days,
    SUM(CASE WHEN n.by_holders = 0 AND n.by_delegates > 0 THEN 1 ELSE 0 END) AS delegate_days
  FROM day_room n
  GROUP BY n.week, n.place, n.rule
),
uneven_count AS (
  SELECT
    s.week, s.place, s.by_holders, s.holder_days,
    CASE WHEN s.by_delegates > r.max_delegated THEN r.max_delegated
      ELSE s.by_delegates END AS delegated,
    CASE WHEN s.delegate_days > r.max_delegated THEN r.max_delegated
      ELSE s.delegate_days END AS delegate_days
  FROM uneven_sum s LEFT JOIN verdict_rule r ON r.rule = s.rule
),

figure AS (
  SELECT
    e.week, e.place, e.rule,
    CASE WHEN e.judged = 0 THEN 0 ELSE 7 END AS available,
    CASE WHEN e.judged = 0 THEN 0 ELSE 7 END AS held_days,
    CASE WHEN e.holder IS NULL THEN 0 ELSE
      CASE WHEN e.d0 > e.max_per_day THEN e.max_per_day ELSE e.d0 END
      + CASE WHEN e.d1 > e.max_per_day THEN e.max_per_day ELSE e.d1 END
      + CASE WHEN e.d2 > e.max_per_day THEN e.max_per_day ELSE e.d2 END
      + CASE WHEN e.d3 > e.max_per_day THEN e.max_per_day ELSE e.d3 END
      + CASE WHEN e.d4 > e.max_per_day THEN e.max_per_day ELSE e.d4 END
      + CASE WHEN e.d5 > e.max_per_day THEN e.max_per_day ELSE e.d5 END
      + CASE WHEN e.d6 > e.max_per_day THEN e.max_per_day ELSE e.d6 END END AS counted,
    CASE WHEN e.holder IS NULL THEN 0 ELSE
      CASE WHEN e.d0 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d1 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d2 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d3 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d4 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d5 > 0 THEN 1 ELSE 0 END
      + CASE WHEN e.d6 > 0 THEN 1 ELSE 0 END END AS day_count,
    0 AS delegated
  FROM even e
  UNION ALL
  SELECT
    l.week, l.place, l.rule,
    COALESCE(a.available, 0) AS available,
    COALESCE(a.held_days, 0) AS held_days,
    COALESCE(c.by_holders + c.delegated, 0) AS counted,
    COALESCE(c.holder_days + c.delegate_days, 0) AS day_count,
    COALESCE(c.delegated, 0) AS delegated
  FROM line l
  LEFT JOIN uneven_days a ON a.week = l.week AND a.place = l.place
  LEFT JOIN uneven_count c ON c.week = l.week AND c.place = l.place
  WHERE l.is_changed = 1
)

SELECT
  f.week AS period, f.place, f.available, q.required, f.counted, f.day_count, f.delegated,
  CASE
    WHEN q.required = 0 AND f.held_days > 0 THEN 'exempt'
    WHEN q.required = 0 THEN 'vacant'
    WHEN f.counted >= q.required THEN 'met'
    ELSE 'unmet' END AS state
FROM figure f
LEFT JOIN verdict_quota q ON q.rule = f.rule AND q.available = f.available
ORDER BY f.week, f.place
