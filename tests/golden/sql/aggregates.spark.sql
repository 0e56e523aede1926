-- RowCount()
SELECT COUNT(*) FROM `flights 2013.q1`

-- RowCount() where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT(*) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- CountIf(predicate=IsNull(column='x'))
SELECT COUNT(*) - COUNT(`x`) FROM `flights 2013.q1`

-- CountIf(predicate=IsNull(column='x')) where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT(*) FILTER(WHERE `ok`) - COUNT(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- CountIf(predicate=NotNull(columns=('x',)))
SELECT COUNT(`x`) FROM `flights 2013.q1`

-- CountIf(predicate=NotNull(columns=('x',))) where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False))
-- no query

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False)) where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT_IF(`x` < 0 OR `x` > 9 OR ISNAN(`x`)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- Extremes(column='x')
SELECT MIN(`x`), MAX(`x`) FROM `flights 2013.q1`

-- Extremes(column='x') where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), MIN(`x`) FILTER(WHERE `ok`), MAX(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- Extremes(column='at')
SELECT UNIX_MICROS(MIN(`at`)), UNIX_MICROS(MAX(`at`)) FROM `flights 2013.q1`

-- Extremes(column='at') where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), UNIX_MICROS(MIN(`at`) FILTER(WHERE `ok`)), UNIX_MICROS(MAX(`at`) FILTER(WHERE `ok`)) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- LengthExtremes(column='car"rier')
SELECT MIN(LENGTH(`car"rier`)), MAX(LENGTH(`car"rier`)) FROM `flights 2013.q1`

-- LengthExtremes(column='car"rier') where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), MIN(LENGTH(`car"rier`)) FILTER(WHERE `ok`), MAX(LENGTH(`car"rier`)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- Total(column='price')
SELECT COUNT(`price`), SUM(`price`) FROM `flights 2013.q1`

-- Total(column='price') where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT(`price`) FILTER(WHERE `ok`), SUM(`price`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- Moments(column='x')
SELECT COUNT(`x`), SUM((CAST(`x` AS DOUBLE) - 100.5)), SUM((CAST(`x` AS DOUBLE) - 100.5) * (CAST(`x` AS DOUBLE) - 100.5)) FROM `flights 2013.q1`

-- Moments(column='x') where ok by day, at
SELECT `day`, CONCAT(CAST(`at` AS STRING), '+00'), COUNT(`x`) FILTER(WHERE `ok`), SUM((CAST(`x` AS DOUBLE) - 100.5)) FILTER(WHERE `ok`), SUM((CAST(`x` AS DOUBLE) - 100.5) * (CAST(`x` AS DOUBLE) - 100.5)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00')

-- KeyCounts(columns=('id', 'day'))
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT `id` AS k0, `day` AS k1, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `id`, `day`) AS g

-- KeyCounts(columns=('id', 'day')) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, `id` AS k0, `day` AS k1, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), `id`, `day`) AS g GROUP BY s0, s1

-- Keys(columns=('id', 'day'))
SELECT MAP_FROM_ARRAYS(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS STRING)) AS STRING) IS NULL OR CAST(k0 AS STRING) IS NULL OR CAST(LENGTH(CAST(k1 AS STRING)) AS STRING) IS NULL OR CAST(k1 AS STRING) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS STRING)) AS STRING), CAST(k0 AS STRING), CAST(LENGTH(CAST(k1 AS STRING)) AS STRING), CAST(k1 AS STRING)) END)), LIST(n)) FROM (SELECT `id` AS k0, `day` AS k1, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `id`, `day`) AS g

-- Keys(columns=('id', 'day')) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS STRING)) AS STRING) IS NULL OR CAST(k0 AS STRING) IS NULL OR CAST(LENGTH(CAST(k1 AS STRING)) AS STRING) IS NULL OR CAST(k1 AS STRING) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS STRING)) AS STRING), CAST(k0 AS STRING), CAST(LENGTH(CAST(k1 AS STRING)) AS STRING), CAST(k1 AS STRING)) END)), LIST(n)) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, `id` AS k0, `day` AS k1, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), `id`, `day`) AS g GROUP BY s0, s1

-- ValueCounts(column='car"rier')
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `car"rier` AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY `car"rier`) AS g WHERE NOT k IS NULL

-- ValueCounts(column='car"rier') where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, `car"rier` AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), `car"rier`) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4)
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT) AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT)) AS g WHERE NOT k IS NULL

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT) AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT)) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- QuantileSketch(column='x')
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL

-- QuantileSketch(column='x') where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT CASE WHEN LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC) IS NULL THEN NULL ELSE `x` > LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC) OR (ISNAN(`x`) OR ISNAN(LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC))) END AS is_break FROM `flights 2013.q1` WHERE NOT `x` IS NULL AND NOT `at` IS NULL) AS w

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False) where ok by day, at
SELECT s0, s1, COUNT(is_break), COUNT_IF(is_break) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, CASE WHEN LAG(`x`) OVER (PARTITION BY `day`, CONCAT(CAST(`at` AS STRING), '+00') ORDER BY `at` NULLS LAST, `x` DESC) IS NULL THEN NULL ELSE `x` > LAG(`x`) OVER (PARTITION BY `day`, CONCAT(CAST(`at` AS STRING), '+00') ORDER BY `at` NULLS LAST, `x` DESC) OR (ISNAN(`x`) OR ISNAN(LAG(`x`) OVER (PARTITION BY `day`, CONCAT(CAST(`at` AS STRING), '+00') ORDER BY `at` NULLS LAST, `x` DESC))) END AS is_break FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `x` IS NULL AND NOT `at` IS NULL) AS w GROUP BY s0, s1

-- OrderBreaks(column='id', order_by='', is_decreasing=False, is_strict=True)
-- refused: [LG240] engine `Apache Spark`: rows of a table have no order of their own; name a column to order by.
  hint: ask it of DuckDB, or ask another question

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',))
SELECT COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM `air lines` AS t WHERE `t`.`Code` = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT `car"rier` AS k0, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `car"rier` IS NULL GROUP BY `car"rier`) AS g

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',)) where ok by day, at
SELECT g.s0, g.s1, COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM `air lines` AS t WHERE `t`.`Code` = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT `day` AS s0, CONCAT(CAST(`at` AS STRING), '+00') AS s1, `car"rier` AS k0, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `car"rier` IS NULL GROUP BY `day`, CONCAT(CAST(`at` AS STRING), '+00'), `car"rier`) AS g GROUP BY g.s0, g.s1

-- Now()
-- no query

-- TableSchema()
-- no query
