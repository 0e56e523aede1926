-- RowCount()
SELECT COUNT(*) FROM `flights 2013.q1`

-- RowCount() where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT(*) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- CountIf(predicate=IsNull(column='x'))
SELECT COUNT(*) - COUNT(`x`) FROM `flights 2013.q1`

-- CountIf(predicate=IsNull(column='x')) where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT(*) FILTER(WHERE `ok`) - COUNT(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- CountIf(predicate=NotNull(columns=('x',)))
SELECT COUNT(`x`) FROM `flights 2013.q1`

-- CountIf(predicate=NotNull(columns=('x',))) where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False))
-- no query

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False)) where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT_IF(`x` < 0 OR `x` > 9 OR ISNAN(`x`)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- Extremes(column='x')
SELECT MIN(`x`), MAX(`x`) FROM `flights 2013.q1`

-- Extremes(column='x') where ok by day, at
SELECT `day`, CAST(`at` AS STRING), MIN(`x`) FILTER(WHERE `ok`), MAX(`x`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- Extremes(column='at')
SELECT EPOCH_US(MIN(`at`)), EPOCH_US(MAX(`at`)) FROM `flights 2013.q1`

-- Extremes(column='at') where ok by day, at
SELECT `day`, CAST(`at` AS STRING), EPOCH_US(MIN(`at`) FILTER(WHERE `ok`)), EPOCH_US(MAX(`at`) FILTER(WHERE `ok`)) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- LengthExtremes(column='car"rier')
SELECT MIN(LENGTH(`car"rier`)), MAX(LENGTH(`car"rier`)) FROM `flights 2013.q1`

-- LengthExtremes(column='car"rier') where ok by day, at
SELECT `day`, CAST(`at` AS STRING), MIN(LENGTH(`car"rier`)) FILTER(WHERE `ok`), MAX(LENGTH(`car"rier`)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- Total(column='price')
SELECT COUNT(`price`), SUM(`price`) FROM `flights 2013.q1`

-- Total(column='price') where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT(`price`) FILTER(WHERE `ok`), SUM(`price`) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- Moments(column='x')
SELECT COUNT(`x`), SUM((CAST(`x` AS DOUBLE) - 100.5)), SUM((CAST(`x` AS DOUBLE) - 100.5) * (CAST(`x` AS DOUBLE) - 100.5)) FROM `flights 2013.q1`

-- Moments(column='x') where ok by day, at
SELECT `day`, CAST(`at` AS STRING), COUNT(`x`) FILTER(WHERE `ok`), SUM((CAST(`x` AS DOUBLE) - 100.5)) FILTER(WHERE `ok`), SUM((CAST(`x` AS DOUBLE) - 100.5) * (CAST(`x` AS DOUBLE) - 100.5)) FILTER(WHERE `ok`) FROM `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING)

-- KeyCounts(columns=('id', 'day'))
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT `id` AS k0, `day` AS k1, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `id`, `day`) AS g

-- KeyCounts(columns=('id', 'day')) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, `id` AS k0, `day` AS k1, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `day`, CAST(`at` AS STRING), `id`, `day`) AS g GROUP BY s0, s1

-- Keys(columns=('id', 'day'))
SELECT MAP_FROM_ARRAYS(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS STRING)) AS STRING) IS NULL OR CAST(k0 AS STRING) IS NULL OR CAST(LENGTH(CAST(k1 AS STRING)) AS STRING) IS NULL OR CAST(k1 AS STRING) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS STRING)) AS STRING), CAST(k0 AS STRING), CAST(LENGTH(CAST(k1 AS STRING)) AS STRING), CAST(k1 AS STRING)) END)), LIST(n)) FROM (SELECT `id` AS k0, `day` AS k1, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `id`, `day`) AS g

-- Keys(columns=('id', 'day')) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS STRING)) AS STRING) IS NULL OR CAST(k0 AS STRING) IS NULL OR CAST(LENGTH(CAST(k1 AS STRING)) AS STRING) IS NULL OR CAST(k1 AS STRING) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS STRING)) AS STRING), CAST(k0 AS STRING), CAST(LENGTH(CAST(k1 AS STRING)) AS STRING), CAST(k1 AS STRING)) END)), LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, `id` AS k0, `day` AS k1, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `id` IS NULL AND NOT `day` IS NULL GROUP BY `day`, CAST(`at` AS STRING), `id`, `day`) AS g GROUP BY s0, s1

-- ValueCounts(column='car"rier')
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `car"rier` AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY `car"rier`) AS g WHERE NOT k IS NULL

-- ValueCounts(column='car"rier') where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, `car"rier` AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), `car"rier`) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4)
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT) AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT)) AS g WHERE NOT k IS NULL

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT) AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), CAST(GREATEST(-1, LEAST(4, FLOOR((CAST(`x` AS DOUBLE) - 0.0) * 4.0))) AS INT)) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='x', edges=(-1.0, 0.0, 1.5), grid=Grid(first=-1.0, step=0.5, cells=5), part=<Part.NUMBER: 'number'>, block=None)
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CASE WHEN `x` >= -1.0 AND `x` < 1.5 THEN CAST(FLOOR((`x` - -1.0) * 2.0) AS INT) WHEN `x` IS NULL THEN -3 WHEN ISNAN(`x`) THEN -4 WHEN IS_INF(`x`) AND `x` < -1.0 THEN -5 WHEN IS_INF(`x`) THEN -6 WHEN `x` < -1.0 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CASE WHEN `x` >= -1.0 AND `x` < 1.5 THEN CAST(FLOOR((`x` - -1.0) * 2.0) AS INT) WHEN `x` IS NULL THEN -3 WHEN ISNAN(`x`) THEN -4 WHEN IS_INF(`x`) AND `x` < -1.0 THEN -5 WHEN IS_INF(`x`) THEN -6 WHEN `x` < -1.0 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='x', edges=(-1.0, 0.0, 1.5), grid=Grid(first=-1.0, step=0.5, cells=5), part=<Part.NUMBER: 'number'>, block=None) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CASE WHEN `x` >= -1.0 AND `x` < 1.5 THEN CAST(FLOOR((`x` - -1.0) * 2.0) AS INT) WHEN `x` IS NULL THEN -3 WHEN ISNAN(`x`) THEN -4 WHEN IS_INF(`x`) AND `x` < -1.0 THEN -5 WHEN IS_INF(`x`) THEN -6 WHEN `x` < -1.0 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), CASE WHEN `x` >= -1.0 AND `x` < 1.5 THEN CAST(FLOOR((`x` - -1.0) * 2.0) AS INT) WHEN `x` IS NULL THEN -3 WHEN ISNAN(`x`) THEN -4 WHEN IS_INF(`x`) AND `x` < -1.0 THEN -5 WHEN IS_INF(`x`) THEN -6 WHEN `x` < -1.0 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='id', edges=(0.5, 1.5, 9.5), grid=None, part=<Part.NUMBER: 'number'>, block=None)
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CASE WHEN CAST(`id` AS DOUBLE) >= 0.5 AND CAST(`id` AS DOUBLE) < 9.5 THEN CASE WHEN CAST(`id` AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST(`id` AS DOUBLE) IS NULL THEN -3 WHEN CAST(`id` AS DOUBLE) < 0.5 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CASE WHEN CAST(`id` AS DOUBLE) >= 0.5 AND CAST(`id` AS DOUBLE) < 9.5 THEN CASE WHEN CAST(`id` AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST(`id` AS DOUBLE) IS NULL THEN -3 WHEN CAST(`id` AS DOUBLE) < 0.5 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='id', edges=(0.5, 1.5, 9.5), grid=None, part=<Part.NUMBER: 'number'>, block=None) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CASE WHEN CAST(`id` AS DOUBLE) >= 0.5 AND CAST(`id` AS DOUBLE) < 9.5 THEN CASE WHEN CAST(`id` AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST(`id` AS DOUBLE) IS NULL THEN -3 WHEN CAST(`id` AS DOUBLE) < 0.5 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), CASE WHEN CAST(`id` AS DOUBLE) >= 0.5 AND CAST(`id` AS DOUBLE) < 9.5 THEN CASE WHEN CAST(`id` AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST(`id` AS DOUBLE) IS NULL THEN -3 WHEN CAST(`id` AS DOUBLE) < 0.5 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='at', edges=(-0.5, 11.5, 23.5), grid=Grid(first=-0.5, step=1.0, cells=24), part=<Part.HOUR: 'hour'>, block=Block(column='day', unit=<BlockUnit.WEEK: 'week'>))
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', `day`) AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM `at`) AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6) AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', `day`) AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM `at`) AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6)) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='at', edges=(-0.5, 11.5, 23.5), grid=Grid(first=-0.5, step=1.0, cells=24), part=<Part.HOUR: 'hour'>, block=Block(column='day', unit=<BlockUnit.WEEK: 'week'>)) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', `day`) AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM `at`) AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6) AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', `day`) AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM `at`) AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM `at`) AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6)) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=None)
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101)), COLLECT_LIST(n) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101))), COALESCE(SUM(n) FILTER(WHERE NOT k IS NULL AND NOT (l OR r <= 101)), 0), COALESCE(SUM(n) FILTER(WHERE k IS NULL), 0) FROM (SELECT k, n, l, ROW_NUMBER() OVER (PARTITION BY l ORDER BY n DESC, k ASC NULLS LAST) AS r FROM (SELECT v AS k, n, COALESCE(v IN ('AA', 'it\'s'), FALSE) AS l FROM (SELECT `car"rier` AS v, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY `car"rier`) AS g) AS h) AS w

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=None) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101)), COLLECT_LIST(n) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101))), COALESCE(SUM(n) FILTER(WHERE NOT k IS NULL AND NOT (l OR r <= 101)), 0), COALESCE(SUM(n) FILTER(WHERE k IS NULL), 0) FROM (SELECT s0, s1, k, n, l, ROW_NUMBER() OVER (PARTITION BY s0, s1, l ORDER BY n DESC, k ASC NULLS LAST) AS r FROM (SELECT s0, s1, v AS k, n, COALESCE(v IN ('AA', 'it\'s'), FALSE) AS l FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, `car"rier` AS v, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), `car"rier`) AS g) AS h) AS w GROUP BY s0, s1

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=Block(column='id', unit=None))
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT b * 4 + CASE WHEN CAST(v AS STRING) IS NULL THEN 3 WHEN CAST(v AS STRING) = 'AA' THEN 0 WHEN CAST(v AS STRING) = 'it\'s' THEN 1 ELSE 2 END AS k, SUM(n) AS n FROM (SELECT CAST(HASH(`id`) % 64 AS BIGINT) AS b, `car"rier` AS v, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CAST(HASH(`id`) % 64 AS BIGINT), `car"rier`) AS g GROUP BY b * 4 + CASE WHEN CAST(v AS STRING) IS NULL THEN 3 WHEN CAST(v AS STRING) = 'AA' THEN 0 WHEN CAST(v AS STRING) = 'it\'s' THEN 1 ELSE 2 END) AS h

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=Block(column='id', unit=None)) where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT s0, s1, b * 4 + CASE WHEN CAST(v AS STRING) IS NULL THEN 3 WHEN CAST(v AS STRING) = 'AA' THEN 0 WHEN CAST(v AS STRING) = 'it\'s' THEN 1 ELSE 2 END AS k, SUM(n) AS n FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CAST(HASH(`id`) % 64 AS BIGINT) AS b, `car"rier` AS v, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), CAST(HASH(`id`) % 64 AS BIGINT), `car"rier`) AS g GROUP BY s0, s1, b * 4 + CASE WHEN CAST(v AS STRING) IS NULL THEN 3 WHEN CAST(v AS STRING) = 'AA' THEN 0 WHEN CAST(v AS STRING) = 'it\'s' THEN 1 ELSE 2 END) AS h GROUP BY s0, s1

-- QuantileSketch(column='x')
SELECT MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR IS_INF(CAST(`x` AS DOUBLE)) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM `flights 2013.q1` GROUP BY CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR IS_INF(CAST(`x` AS DOUBLE)) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL

-- QuantileSketch(column='x') where ok by day, at
SELECT s0, s1, MAP_FROM_ARRAYS(COLLECT_LIST(k), COLLECT_LIST(n)) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR IS_INF(CAST(`x` AS DOUBLE)) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` GROUP BY `day`, CAST(`at` AS STRING), CASE WHEN `x` IS NULL THEN NULL WHEN ISNAN(CAST(`x` AS DOUBLE)) OR IS_INF(CAST(`x` AS DOUBLE)) THEN 1048576 WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT CASE WHEN LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC) IS NULL THEN NULL ELSE `x` > LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC) OR (ISNAN(`x`) OR ISNAN(LAG(`x`) OVER (ORDER BY `at` NULLS LAST, `x` DESC))) END AS is_break FROM `flights 2013.q1` WHERE NOT `x` IS NULL AND NOT `at` IS NULL) AS w

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False) where ok by day, at
SELECT s0, s1, COUNT(is_break), COUNT_IF(is_break) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, CASE WHEN LAG(`x`) OVER (PARTITION BY `day`, CAST(`at` AS STRING) ORDER BY `at` NULLS LAST, `x` DESC) IS NULL THEN NULL ELSE `x` > LAG(`x`) OVER (PARTITION BY `day`, CAST(`at` AS STRING) ORDER BY `at` NULLS LAST, `x` DESC) OR (ISNAN(`x`) OR ISNAN(LAG(`x`) OVER (PARTITION BY `day`, CAST(`at` AS STRING) ORDER BY `at` NULLS LAST, `x` DESC))) END AS is_break FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `x` IS NULL AND NOT `at` IS NULL) AS w GROUP BY s0, s1

-- OrderBreaks(column='id', order_by='', is_decreasing=False, is_strict=True)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT `id` <= LAG(`id`) OVER () AS is_break FROM `flights 2013.q1` WHERE NOT `id` IS NULL) AS w

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',))
SELECT COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM `air lines` AS t WHERE `t`.`Code` = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT `car"rier` AS k0, COUNT(*) AS n FROM `flights 2013.q1` WHERE NOT `car"rier` IS NULL GROUP BY `car"rier`) AS g

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',)) where ok by day, at
SELECT g.s0, g.s1, COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM `air lines` AS t WHERE `t`.`Code` = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT `day` AS s0, CAST(`at` AS STRING) AS s1, `car"rier` AS k0, COUNT(*) AS n FROM (SELECT * FROM `flights 2013.q1` WHERE `ok`) AS `flights 2013.q1` WHERE NOT `car"rier` IS NULL GROUP BY `day`, CAST(`at` AS STRING), `car"rier`) AS g GROUP BY g.s0, g.s1

-- Now()
-- no query

-- TableSchema()
-- no query
