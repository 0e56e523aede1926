-- RowCount()
SELECT COUNT(*) FROM "flights 2013.q1"

-- RowCount() where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT(*) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- CountIf(predicate=IsNull(column='x'))
SELECT COUNT(*) - COUNT("x") FROM "flights 2013.q1"

-- CountIf(predicate=IsNull(column='x')) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT(*) FILTER(WHERE "ok") - COUNT("x") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- CountIf(predicate=NotNull(columns=('x',)))
SELECT COUNT("x") FROM "flights 2013.q1"

-- CountIf(predicate=NotNull(columns=('x',))) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT("x") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False))
-- no query

-- CountIf(predicate=OutOfRange(column='x', lower=0, upper=9, lower_is_strict=False, upper_is_strict=False)) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT_IF("x" < 0 OR "x" > 9 OR ISNAN("x")) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- Extremes(column='x')
SELECT MIN("x"), MAX("x") FROM "flights 2013.q1"

-- Extremes(column='x') where ok by day, at
SELECT "day", CAST("at" AS TEXT), MIN("x") FILTER(WHERE "ok"), MAX("x") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- Extremes(column='at')
SELECT EPOCH_US(MIN("at")), EPOCH_US(MAX("at")) FROM "flights 2013.q1"

-- Extremes(column='at') where ok by day, at
SELECT "day", CAST("at" AS TEXT), EPOCH_US(MIN("at") FILTER(WHERE "ok")), EPOCH_US(MAX("at") FILTER(WHERE "ok")) FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- LengthExtremes(column='car"rier')
SELECT MIN(LENGTH("car""rier")), MAX(LENGTH("car""rier")) FROM "flights 2013.q1"

-- LengthExtremes(column='car"rier') where ok by day, at
SELECT "day", CAST("at" AS TEXT), MIN(LENGTH("car""rier")) FILTER(WHERE "ok"), MAX(LENGTH("car""rier")) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- Total(column='price')
SELECT COUNT("price"), SUM("price") FROM "flights 2013.q1"

-- Total(column='price') where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT("price") FILTER(WHERE "ok"), SUM("price") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- Moments(column='x')
SELECT COUNT("x"), SUM((CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FROM "flights 2013.q1"

-- Moments(column='x') where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT("x") FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- KeyCounts(columns=('id', 'day'))
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "id" AS k0, "day" AS k1, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "id" IS NULL AND NOT "day" IS NULL GROUP BY "id", "day") AS g

-- KeyCounts(columns=('id', 'day')) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "id" AS k0, "day" AS k1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL AND NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "id", "day") AS g GROUP BY s0, s1

-- Keys(columns=('id', 'day'), skip_nulls='any')
SELECT MAP(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS TEXT)) AS TEXT) IS NULL OR CAST(k0 AS TEXT) IS NULL OR CAST(LENGTH(CAST(k1 AS TEXT)) AS TEXT) IS NULL OR CAST(k1 AS TEXT) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS TEXT)) AS TEXT), CAST(k0 AS TEXT), CAST(LENGTH(CAST(k1 AS TEXT)) AS TEXT), CAST(k1 AS TEXT)) END)), LIST(n)) FROM (SELECT "id" AS k0, "day" AS k1, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "id" IS NULL AND NOT "day" IS NULL GROUP BY "id", "day") AS g

-- Keys(columns=('id', 'day'), skip_nulls='any') where ok by day, at
SELECT s0, s1, MAP(LIST(MD5(CASE WHEN ':' IS NULL OR CAST(LENGTH(CAST(k0 AS TEXT)) AS TEXT) IS NULL OR CAST(k0 AS TEXT) IS NULL OR CAST(LENGTH(CAST(k1 AS TEXT)) AS TEXT) IS NULL OR CAST(k1 AS TEXT) IS NULL THEN NULL ELSE CONCAT_WS(':', CAST(LENGTH(CAST(k0 AS TEXT)) AS TEXT), CAST(k0 AS TEXT), CAST(LENGTH(CAST(k1 AS TEXT)) AS TEXT), CAST(k1 AS TEXT)) END)), LIST(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "id" AS k0, "day" AS k1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL AND NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "id", "day") AS g GROUP BY s0, s1

-- ValueCounts(column='car"rier')
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "car""rier" AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY "car""rier") AS g WHERE NOT k IS NULL

-- ValueCounts(column='car"rier') where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4)
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT CAST(FLOOR(CASE WHEN -1 IS NULL OR CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END IS NULL THEN NULL ELSE GREATEST(-1, CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END) END) AS INT) AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY CAST(FLOOR(CASE WHEN -1 IS NULL OR CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END IS NULL THEN NULL ELSE GREATEST(-1, CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END) END) AS INT)) AS g WHERE NOT k IS NULL

-- Histogram(column='x', lower=0.0, upper=1.0, bins=4) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST(FLOOR(CASE WHEN -1 IS NULL OR CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END IS NULL THEN NULL ELSE GREATEST(-1, CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END) END) AS INT) AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), CAST(FLOOR(CASE WHEN -1 IS NULL OR CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END IS NULL THEN NULL ELSE GREATEST(-1, CASE WHEN 4 IS NULL OR ((CAST("x" AS DOUBLE) - 0.0) * 4.0) IS NULL THEN NULL ELSE LEAST(4, (CAST("x" AS DOUBLE) - 0.0) * 4.0) END) END) AS INT)) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='x', edges=(-1.0, 0.0, 1.5), grid=Grid(first=-1.0, step=0.5, cells=5), part=<Part.NUMBER: 'number'>, block=None)
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT CASE WHEN "x" >= -1.0 AND "x" < 1.5 THEN CAST(FLOOR(("x" - -1.0) * 2.0) AS INT) WHEN "x" IS NULL THEN -3 WHEN ISNAN("x") THEN -4 WHEN ISINF("x") AND "x" < -1.0 THEN -5 WHEN ISINF("x") THEN -6 WHEN "x" < -1.0 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY CASE WHEN "x" >= -1.0 AND "x" < 1.5 THEN CAST(FLOOR(("x" - -1.0) * 2.0) AS INT) WHEN "x" IS NULL THEN -3 WHEN ISNAN("x") THEN -4 WHEN ISINF("x") AND "x" < -1.0 THEN -5 WHEN ISINF("x") THEN -6 WHEN "x" < -1.0 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='x', edges=(-1.0, 0.0, 1.5), grid=Grid(first=-1.0, step=0.5, cells=5), part=<Part.NUMBER: 'number'>, block=None) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CASE WHEN "x" >= -1.0 AND "x" < 1.5 THEN CAST(FLOOR(("x" - -1.0) * 2.0) AS INT) WHEN "x" IS NULL THEN -3 WHEN ISNAN("x") THEN -4 WHEN ISINF("x") AND "x" < -1.0 THEN -5 WHEN ISINF("x") THEN -6 WHEN "x" < -1.0 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), CASE WHEN "x" >= -1.0 AND "x" < 1.5 THEN CAST(FLOOR(("x" - -1.0) * 2.0) AS INT) WHEN "x" IS NULL THEN -3 WHEN ISNAN("x") THEN -4 WHEN ISINF("x") AND "x" < -1.0 THEN -5 WHEN ISINF("x") THEN -6 WHEN "x" < -1.0 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='id', edges=(0.5, 1.5, 9.5), grid=None, part=<Part.NUMBER: 'number'>, block=None)
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT CASE WHEN CAST("id" AS DOUBLE) >= 0.5 AND CAST("id" AS DOUBLE) < 9.5 THEN CASE WHEN CAST("id" AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST("id" AS DOUBLE) IS NULL THEN -3 WHEN CAST("id" AS DOUBLE) < 0.5 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY CASE WHEN CAST("id" AS DOUBLE) >= 0.5 AND CAST("id" AS DOUBLE) < 9.5 THEN CASE WHEN CAST("id" AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST("id" AS DOUBLE) IS NULL THEN -3 WHEN CAST("id" AS DOUBLE) < 0.5 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='id', edges=(0.5, 1.5, 9.5), grid=None, part=<Part.NUMBER: 'number'>, block=None) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CASE WHEN CAST("id" AS DOUBLE) >= 0.5 AND CAST("id" AS DOUBLE) < 9.5 THEN CASE WHEN CAST("id" AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST("id" AS DOUBLE) IS NULL THEN -3 WHEN CAST("id" AS DOUBLE) < 0.5 THEN -1 ELSE -2 END AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), CASE WHEN CAST("id" AS DOUBLE) >= 0.5 AND CAST("id" AS DOUBLE) < 9.5 THEN CASE WHEN CAST("id" AS DOUBLE) < 1.5 THEN 0 ELSE 1 END WHEN CAST("id" AS DOUBLE) IS NULL THEN -3 WHEN CAST("id" AS DOUBLE) < 0.5 THEN -1 ELSE -2 END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- BinnedCounts(column='at', edges=(-0.5, 11.5, 23.5), grid=Grid(first=-0.5, step=1.0, cells=24), part=<Part.HOUR: 'hour'>, block=Block(column='day', unit=<BlockUnit.WEEK: 'week'>))
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', "day") AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM "at") AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM "at") AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6) AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', "day") AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM "at") AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM "at") AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6)) AS g WHERE NOT k IS NULL

-- BinnedCounts(column='at', edges=(-0.5, 11.5, 23.5), grid=Grid(first=-0.5, step=1.0, cells=24), part=<Part.HOUR: 'hour'>, block=Block(column='day', unit=<BlockUnit.WEEK: 'week'>)) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', "day") AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM "at") AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM "at") AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6) AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), COALESCE(CAST(FLOOR(EPOCH(CAST(DATE_TRUNC('WEEK', "day") AS TIMESTAMP)) / 3600) AS BIGINT), -1000000) * 31 + (CASE WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) >= -0.5 AND CAST(EXTRACT(hour FROM "at") AS DOUBLE) < 23.5 THEN CAST(FLOOR((CAST(EXTRACT(hour FROM "at") AS DOUBLE) - -0.5) * 1.0) AS INT) WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) IS NULL THEN -3 WHEN CAST(EXTRACT(hour FROM "at") AS DOUBLE) < -0.5 THEN -1 ELSE -2 END + 6)) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=None)
SELECT MAP(ARRAY_AGG(k) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101)), ARRAY_AGG(n) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101))), COALESCE(SUM(n) FILTER(WHERE NOT k IS NULL AND NOT (l OR r <= 101)), 0), COALESCE(SUM(n) FILTER(WHERE k IS NULL), 0) FROM (SELECT k, n, l, ROW_NUMBER() OVER (PARTITION BY l ORDER BY n DESC, k ASC) AS r FROM (SELECT v AS k, n, COALESCE(v IN ('AA', 'it''s'), FALSE) AS l FROM (SELECT "car""rier" AS v, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY "car""rier") AS g) AS h) AS w

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=None) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101)), ARRAY_AGG(n) FILTER(WHERE NOT k IS NULL AND (l OR r <= 101))), COALESCE(SUM(n) FILTER(WHERE NOT k IS NULL AND NOT (l OR r <= 101)), 0), COALESCE(SUM(n) FILTER(WHERE k IS NULL), 0) FROM (SELECT s0, s1, k, n, l, ROW_NUMBER() OVER (PARTITION BY s0, s1, l ORDER BY n DESC, k ASC) AS r FROM (SELECT s0, s1, v AS k, n, COALESCE(v IN ('AA', 'it''s'), FALSE) AS l FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS v, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS g) AS h) AS w GROUP BY s0, s1

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=Block(column='id', unit=None))
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT b * 4 + CASE WHEN CAST(v AS TEXT) IS NULL THEN 3 WHEN CAST(v AS TEXT) = 'AA' THEN 0 WHEN CAST(v AS TEXT) = 'it''s' THEN 1 ELSE 2 END AS k, SUM(n) AS n FROM (SELECT CAST(HASH("id") % 64 AS BIGINT) AS b, "car""rier" AS v, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY CAST(HASH("id") % 64 AS BIGINT), "car""rier") AS g GROUP BY b * 4 + CASE WHEN CAST(v AS TEXT) IS NULL THEN 3 WHEN CAST(v AS TEXT) = 'AA' THEN 0 WHEN CAST(v AS TEXT) = 'it''s' THEN 1 ELSE 2 END) AS h

-- ListedCounts(column='car"rier', values=('AA', "it's"), block=Block(column='id', unit=None)) where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT s0, s1, b * 4 + CASE WHEN CAST(v AS TEXT) IS NULL THEN 3 WHEN CAST(v AS TEXT) = 'AA' THEN 0 WHEN CAST(v AS TEXT) = 'it''s' THEN 1 ELSE 2 END AS k, SUM(n) AS n FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST(HASH("id") % 64 AS BIGINT) AS b, "car""rier" AS v, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), CAST(HASH("id") % 64 AS BIGINT), "car""rier") AS g GROUP BY s0, s1, b * 4 + CASE WHEN CAST(v AS TEXT) IS NULL THEN 3 WHEN CAST(v AS TEXT) = 'AA' THEN 0 WHEN CAST(v AS TEXT) = 'it''s' THEN 1 ELSE 2 END) AS h GROUP BY s0, s1

-- QuantileSketch(column='x')
SELECT MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT CASE WHEN "x" IS NULL THEN NULL WHEN ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) THEN 1048576 WHEN ABS(CAST("x" AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST("x" AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM "flights 2013.q1" GROUP BY CASE WHEN "x" IS NULL THEN NULL WHEN ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) THEN 1048576 WHEN ABS(CAST("x" AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST("x" AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL

-- QuantileSketch(column='x') where ok by day, at
SELECT s0, s1, MAP(ARRAY_AGG(k), ARRAY_AGG(n)) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CASE WHEN "x" IS NULL THEN NULL WHEN ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) THEN 1048576 WHEN ABS(CAST("x" AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST("x" AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END AS k, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), CASE WHEN "x" IS NULL THEN NULL WHEN ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) THEN 1048576 WHEN ABS(CAST("x" AS DOUBLE)) < 1e-9 THEN 0 ELSE CAST(SIGN(CAST("x" AS DOUBLE)) AS INT) * (CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE))) * 50.4983497918439) AS INT) + 1100) END) AS g WHERE NOT k IS NULL GROUP BY s0, s1

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT CASE WHEN LAG("x") OVER (ORDER BY "at", "x" DESC) IS NULL THEN NULL ELSE "x" > LAG("x") OVER (ORDER BY "at", "x" DESC) OR (ISNAN("x") OR ISNAN(LAG("x") OVER (ORDER BY "at", "x" DESC))) END AS is_break FROM "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "at" IS NULL) AS w

-- OrderBreaks(column='x', order_by='at', is_decreasing=True, is_strict=False) where ok by day, at
SELECT s0, s1, COUNT(is_break), COUNT_IF(is_break) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CASE WHEN LAG("x") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "at", "x" DESC) IS NULL THEN NULL ELSE "x" > LAG("x") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "at", "x" DESC) OR (ISNAN("x") OR ISNAN(LAG("x") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "at", "x" DESC))) END AS is_break FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "at" IS NULL) AS w GROUP BY s0, s1

-- OrderBreaks(column='id', order_by='', is_decreasing=False, is_strict=True)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT "id" <= LAG("id") OVER () AS is_break FROM "flights 2013.q1" WHERE NOT "id" IS NULL) AS w

-- OrderValues(column='x', q=0.25)
SELECT COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.25 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.25 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER () AS n FROM "flights 2013.q1" WHERE NOT "x" IS NULL) AS w

-- OrderValues(column='x', q=0.25) where ok by day, at
SELECT s0, s1, COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.25 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.25 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER (PARTITION BY "day", CAST("at" AS TEXT)) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL) AS w GROUP BY s0, s1

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',))
SELECT COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM "air lines" AS t WHERE "t"."Code" = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT "car""rier" AS k0, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL GROUP BY "car""rier") AS g

-- Orphans(columns=('car"rier',), to_table='air lines', to_columns=('Code',)) where ok by day, at
SELECT g.s0, g.s1, COALESCE(SUM(g.n), 0), COALESCE(SUM(CASE WHEN NOT EXISTS(SELECT 1 FROM "air lines" AS t WHERE "t"."Code" = g.k0) THEN g.n ELSE 0 END), 0) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS k0, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "car""rier" IS NULL GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS g GROUP BY g.s0, g.s1

-- SharedKeys(columns=('id', 'day'), skip_nulls='all')
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "id", "day") AS g

-- SharedKeys(columns=('id', 'day'), skip_nulls='all') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "id", "day") AS g GROUP BY s0, s1

-- SharedKeys(columns=('x',), skip_nulls='never')
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE TRUE GROUP BY "x") AS g

-- SharedKeys(columns=('x',), skip_nulls='never') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE TRUE GROUP BY "day", CAST("at" AS TEXT), "x") AS g GROUP BY s0, s1

-- JudgedValues(column='car"rier', rule=FormatRule(format='iban', country=''))
SELECT "car""rier" AS v, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL GROUP BY "car""rier"

-- JudgedValues(column='car"rier', rule=FormatRule(format='iban', country='')) where ok by day, at
SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS v, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL AND "ok" GROUP BY "day", CAST("at" AS TEXT), "car""rier"

-- Neighbours(previous='id', operator='=', current='id', order_by=('id',), step=1, alone=None, is_running=False)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT CASE WHEN LAG("id") OVER (ORDER BY "id") IS NULL THEN NULL ELSE NOT (LAG("id") OVER (ORDER BY "id") + 1 = "id") END AS is_break FROM "flights 2013.q1" WHERE NOT "id" IS NULL) AS w

-- Neighbours(previous='id', operator='=', current='id', order_by=('id',), step=1, alone=None, is_running=False) where ok by day, at
SELECT s0, s1, COUNT(is_break), COUNT_IF(is_break) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CASE WHEN LAG("id") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "id") IS NULL THEN NULL ELSE NOT (LAG("id") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "id") + 1 = "id") END AS is_break FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL) AS w GROUP BY s0, s1

-- Neighbours(previous='day', operator='<=', current='at', order_by=('at', 'day'), step=0, alone=ColumnsDisagree(left='day', operator='<=', right='at'), is_running=True)
SELECT COUNT(is_break), COUNT_IF(is_break) FROM (SELECT NOT ("day" <= "at") OR COALESCE((NOT (MAX("day") OVER (ORDER BY "at", "day" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= "at")), FALSE) AS is_break FROM "flights 2013.q1" WHERE NOT "day" IS NULL AND NOT "at" IS NULL) AS w

-- Neighbours(previous='day', operator='<=', current='at', order_by=('at', 'day'), step=0, alone=ColumnsDisagree(left='day', operator='<=', right='at'), is_running=True) where ok by day, at
SELECT s0, s1, COUNT(is_break), COUNT_IF(is_break) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, NOT ("day" <= "at") OR COALESCE((NOT (MAX("day") OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "at", "day" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= "at")), FALSE) AS is_break FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "day" IS NULL AND NOT "at" IS NULL) AS w GROUP BY s0, s1

-- OrderValues(column='x', q=0.25)
SELECT COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.25 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.25 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER () AS n FROM "flights 2013.q1" WHERE NOT "x" IS NULL) AS w

-- OrderValues(column='x', q=0.25) where ok by day, at
SELECT s0, s1, COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.25 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.25 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER (PARTITION BY "day", CAST("at" AS TEXT)) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL) AS w GROUP BY s0, s1

-- Outliers(column='x', method='iqr', factor=1.5, side='both')
SELECT COUNT(CAST(r."x" AS DOUBLE)), COUNT_IF(CAST(r."x" AS DOUBLE) < b.lower_ OR CAST(r."x" AS DOUBLE) > b.upper_), COUNT_IF(ISNAN(CAST(r."x" AS DOUBLE)) OR ISINF(CAST(r."x" AS DOUBLE))), MAX(b.lower_), MAX(b.upper_) FROM "flights 2013.q1" AS r JOIN (SELECT QUANTILE_CONT(x, 0.25 ORDER BY x) - 1.5 * (QUANTILE_CONT(x, 0.75 ORDER BY x) - QUANTILE_CONT(x, 0.25 ORDER BY x)) AS lower_, QUANTILE_CONT(x, 0.75 ORDER BY x) + 1.5 * (QUANTILE_CONT(x, 0.75 ORDER BY x) - QUANTILE_CONT(x, 0.25 ORDER BY x)) AS upper_ FROM (SELECT CAST("x" AS DOUBLE) AS x FROM "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT (ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)))) AS w) AS b ON TRUE

-- Outliers(column='x', method='iqr', factor=1.5, side='both') where ok by day, at
SELECT b.s0, b.s1, COUNT(CAST(r."x" AS DOUBLE)), COUNT_IF(CAST(r."x" AS DOUBLE) < b.lower_ OR CAST(r."x" AS DOUBLE) > b.upper_), COUNT_IF(ISNAN(CAST(r."x" AS DOUBLE)) OR ISINF(CAST(r."x" AS DOUBLE))), MAX(b.lower_), MAX(b.upper_) FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS r JOIN (SELECT s0, s1, QUANTILE_CONT(x, 0.25 ORDER BY x) - 1.5 * (QUANTILE_CONT(x, 0.75 ORDER BY x) - QUANTILE_CONT(x, 0.25 ORDER BY x)) AS lower_, QUANTILE_CONT(x, 0.75 ORDER BY x) + 1.5 * (QUANTILE_CONT(x, 0.75 ORDER BY x) - QUANTILE_CONT(x, 0.25 ORDER BY x)) AS upper_ FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("x" AS DOUBLE) AS x FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT (ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)))) AS w GROUP BY s0, s1) AS b ON b.s0 IS NOT DISTINCT FROM r."day" AND b.s1 IS NOT DISTINCT FROM CAST(r."at" AS TEXT) GROUP BY b.s0, b.s1

-- Outliers(column='id', method='mad', factor=3.5, side='upper')
SELECT COUNT(CAST(r."id" AS DOUBLE)), COUNT_IF(CAST(r."id" AS DOUBLE) > b.upper_), 0, MAX(b.lower_), MAX(b.upper_) FROM "flights 2013.q1" AS r JOIN (SELECT MAX(center) - 3.5 * (QUANTILE_CONT(distance, 0.5 ORDER BY distance) * 1.4826022185056018) AS lower_, MAX(center) + 3.5 * (QUANTILE_CONT(distance, 0.5 ORDER BY distance) * 1.4826022185056018) AS upper_ FROM (SELECT c.center, ABS(v.x - c.center) AS distance FROM (SELECT CAST("id" AS DOUBLE) AS x FROM "flights 2013.q1" WHERE NOT "id" IS NULL) AS v JOIN (SELECT QUANTILE_CONT(x, 0.5 ORDER BY x) AS center FROM (SELECT CAST("id" AS DOUBLE) AS x FROM "flights 2013.q1" WHERE NOT "id" IS NULL) AS v) AS c ON TRUE) AS w) AS b ON TRUE

-- Outliers(column='id', method='mad', factor=3.5, side='upper') where ok by day, at
SELECT b.s0, b.s1, COUNT(CAST(r."id" AS DOUBLE)), COUNT_IF(CAST(r."id" AS DOUBLE) > b.upper_), 0, MAX(b.lower_), MAX(b.upper_) FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS r JOIN (SELECT s0, s1, MAX(center) - 3.5 * (QUANTILE_CONT(distance, 0.5 ORDER BY distance) * 1.4826022185056018) AS lower_, MAX(center) + 3.5 * (QUANTILE_CONT(distance, 0.5 ORDER BY distance) * 1.4826022185056018) AS upper_ FROM (SELECT v.s0, v.s1, c.center, ABS(v.x - c.center) AS distance FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("id" AS DOUBLE) AS x FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL) AS v JOIN (SELECT s0, s1, QUANTILE_CONT(x, 0.5 ORDER BY x) AS center FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("id" AS DOUBLE) AS x FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL) AS v GROUP BY s0, s1) AS c ON v.s0 IS NOT DISTINCT FROM c.s0 AND v.s1 IS NOT DISTINCT FROM c.s1) AS w GROUP BY s0, s1) AS b ON b.s0 IS NOT DISTINCT FROM r."day" AND b.s1 IS NOT DISTINCT FROM CAST(r."at" AS TEXT) GROUP BY b.s0, b.s1

-- Outliers(column='price', method='z', factor=3.0, side='both')
SELECT COUNT(CAST(r."price" AS DOUBLE)), COUNT_IF(CAST(r."price" AS DOUBLE) < b.lower_ OR CAST(r."price" AS DOUBLE) > b.upper_), 0, MAX(b.lower_), MAX(b.upper_) FROM "flights 2013.q1" AS r JOIN (SELECT AVG(x) - 3.0 * (STDDEV_SAMP(x)) AS lower_, AVG(x) + 3.0 * (STDDEV_SAMP(x)) AS upper_ FROM (SELECT CAST("price" AS DOUBLE) AS x FROM "flights 2013.q1" WHERE NOT "price" IS NULL) AS w) AS b ON TRUE

-- Outliers(column='price', method='z', factor=3.0, side='both') where ok by day, at
SELECT b.s0, b.s1, COUNT(CAST(r."price" AS DOUBLE)), COUNT_IF(CAST(r."price" AS DOUBLE) < b.lower_ OR CAST(r."price" AS DOUBLE) > b.upper_), 0, MAX(b.lower_), MAX(b.upper_) FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS r JOIN (SELECT s0, s1, AVG(x) - 3.0 * (STDDEV_SAMP(x)) AS lower_, AVG(x) + 3.0 * (STDDEV_SAMP(x)) AS upper_ FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("price" AS DOUBLE) AS x FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "price" IS NULL) AS w GROUP BY s0, s1) AS b ON b.s0 IS NOT DISTINCT FROM r."day" AND b.s1 IS NOT DISTINCT FROM CAST(r."at" AS TEXT) GROUP BY b.s0, b.s1

-- SharedKeys(columns=('id', 'day'), skip_nulls='all')
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "id", "day") AS g

-- SharedKeys(columns=('id', 'day'), skip_nulls='all') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "id", "day") AS g GROUP BY s0, s1

-- Variants(column='car"rier', ignore=('case', 'whitespace', 'punctuation'))
SELECT COALESCE(SUM(rows_), 0), COALESCE(SUM(rows_) - SUM(most), 0), COUNT_IF(spellings > 1) FROM (SELECT k, COUNT(*) AS spellings, SUM(n) AS rows_, MAX(n) AS most FROM (SELECT COALESCE(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(LOWER("car""rier"), '[ \t\n\v\f\r             ​    　﻿]', '', 'g'), '[\p{P}\p{S}]', '', 'g'), ''), "car""rier") AS k, "car""rier" AS v, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL GROUP BY "car""rier") AS v GROUP BY k) AS g

-- Variants(column='car"rier', ignore=('case', 'whitespace', 'punctuation')) where ok by day, at
SELECT s0, s1, COALESCE(SUM(rows_), 0), COALESCE(SUM(rows_) - SUM(most), 0), COUNT_IF(spellings > 1) FROM (SELECT s0, s1, k, COUNT(*) AS spellings, SUM(n) AS rows_, MAX(n) AS most FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COALESCE(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(LOWER("car""rier"), '[ \t\n\v\f\r             ​    　﻿]', '', 'g'), '[\p{P}\p{S}]', '', 'g'), ''), "car""rier") AS k, "car""rier" AS v, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "car""rier" IS NULL GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS v GROUP BY s0, s1, k) AS g GROUP BY s0, s1

-- Now()
-- no query

-- TableSchema()
-- no query

-- HigherMoments(column='x')
SELECT COUNT("x"), SUM((CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FROM "flights 2013.q1"

-- HigherMoments(column='x') where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT("x") FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- CoMoments(columns=('id', 'x'))
SELECT COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)) FROM "flights 2013.q1"

-- CoMoments(columns=('id', 'x')) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) FILTER(WHERE "ok"), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) FILTER(WHERE "ok"), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- CoMoments(columns=())
SELECT COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)), COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("price" AS DOUBLE) - 0.0)), SUM(CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END), SUM((CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) * (CAST("price" AS DOUBLE) - 0.0)), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("price" AS DOUBLE) - 0.0)), COUNT((CAST("x" AS DOUBLE) - 100.5) * (CAST("price" AS DOUBLE) - 0.0)), SUM(CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END), SUM((CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) * (CAST("price" AS DOUBLE) - 0.0)), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("price" AS DOUBLE) - 0.0)) FROM "flights 2013.q1"

-- CoMoments(columns=()) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) FILTER(WHERE "ok"), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) FILTER(WHERE "ok"), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), COUNT((CAST("id" AS DOUBLE) - 0.0) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM(CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) FILTER(WHERE "ok"), SUM(CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) FILTER(WHERE "ok"), SUM((CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("id" AS DOUBLE) - 0.0) END) * (CAST("id" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM((CASE WHEN "id" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM((CAST("id" AS DOUBLE) - 0.0) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), COUNT((CAST("x" AS DOUBLE) - 100.5) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM(CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) FILTER(WHERE "ok"), SUM(CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) FILTER(WHERE "ok"), SUM((CASE WHEN "price" IS NULL THEN NULL ELSE (CAST("x" AS DOUBLE) - 100.5) END) * (CAST("x" AS DOUBLE) - 100.5)) FILTER(WHERE "ok"), SUM((CASE WHEN "x" IS NULL THEN NULL ELSE (CAST("price" AS DOUBLE) - 0.0) END) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok"), SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("price" AS DOUBLE) - 0.0)) FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- RankMoments(left='x', right='day')
SELECT COALESCE(SUM(n), 0), COALESCE(SUM(strange), 0), COALESCE(SUM(n * x * x), 0), COALESCE(SUM(n * y * y), 0), COALESCE(SUM(n * x * y), 0) FROM (SELECT n, CASE WHEN ISNAN(v0) THEN n ELSE 0 END AS strange, CAST(CAST(SUM(n) OVER (ORDER BY v0 ASC) AS DOUBLE) - ((SUM(n) OVER (PARTITION BY v0) + SUM(n) OVER ()) / 2.0) AS DOUBLE) AS x, CAST(CAST(SUM(n) OVER (ORDER BY v1 ASC) AS DOUBLE) - ((SUM(n) OVER (PARTITION BY v1) + SUM(n) OVER ()) / 2.0) AS DOUBLE) AS y FROM (SELECT "x" AS v0, "day" AS v1, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "day" IS NULL GROUP BY "x", "day") AS c) AS g

-- RankMoments(left='x', right='day') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COALESCE(SUM(strange), 0), COALESCE(SUM(n * x * x), 0), COALESCE(SUM(n * y * y), 0), COALESCE(SUM(n * x * y), 0) FROM (SELECT s0, s1, n, CASE WHEN ISNAN(v0) THEN n ELSE 0 END AS strange, CAST(CAST(SUM(n) OVER (PARTITION BY s0, s1 ORDER BY v0 ASC) AS DOUBLE) - ((SUM(n) OVER (PARTITION BY s0, s1, v0) + SUM(n) OVER (PARTITION BY s0, s1)) / 2.0) AS DOUBLE) AS x, CAST(CAST(SUM(n) OVER (PARTITION BY s0, s1 ORDER BY v1 ASC) AS DOUBLE) - ((SUM(n) OVER (PARTITION BY s0, s1, v1) + SUM(n) OVER (PARTITION BY s0, s1)) / 2.0) AS DOUBLE) AS y FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "x" AS v0, "day" AS v1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "x", "day") AS c) AS g GROUP BY s0, s1

-- GroupedMoments(value='x', keys=('car"rier',))
SELECT COUNT(*), COALESCE(SUM(n), 0), COALESCE(SUM(d), 0), COALESCE(SUM(dd), 0), COALESCE(SUM(d * d / n), 0) FROM (SELECT COUNT(*) AS n, SUM((CAST("x" AS DOUBLE) - 100.5)) AS d, SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) AS dd FROM "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "car""rier" IS NULL GROUP BY "car""rier") AS g

-- GroupedMoments(value='x', keys=('car"rier',)) where ok by day, at
SELECT s0, s1, COUNT(*), COALESCE(SUM(n), 0), COALESCE(SUM(d), 0), COALESCE(SUM(dd), 0), COALESCE(SUM(d * d / n), 0) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n, SUM((CAST("x" AS DOUBLE) - 100.5)) AS d, SUM((CAST("x" AS DOUBLE) - 100.5) * (CAST("x" AS DOUBLE) - 100.5)) AS dd FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL AND NOT "car""rier" IS NULL GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS g GROUP BY s0, s1

-- OrderStatistics(column='x', fractions=(0.25, 0.75))
SELECT COALESCE(SUM(n), 0), COALESCE(SUM(CASE WHEN ISNAN(x) OR ISINF(x) THEN n ELSE 0 END), 0), MIN(CASE WHEN up_to * 4 >= total * 1 THEN x END), MIN(CASE WHEN up_to * 4 >= total * 3 THEN x END) FROM (SELECT x, n, SUM(n) OVER (ORDER BY x ASC) AS up_to, SUM(n) OVER () AS total FROM (SELECT "x" AS x, COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "x" IS NULL GROUP BY "x") AS c) AS g

-- OrderStatistics(column='x', fractions=(0.25, 0.75)) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COALESCE(SUM(CASE WHEN ISNAN(x) OR ISINF(x) THEN n ELSE 0 END), 0), MIN(CASE WHEN up_to * 4 >= total * 1 THEN x END), MIN(CASE WHEN up_to * 4 >= total * 3 THEN x END) FROM (SELECT s0, s1, x, n, SUM(n) OVER (PARTITION BY s0, s1 ORDER BY x ASC) AS up_to, SUM(n) OVER (PARTITION BY s0, s1) AS total FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "x" AS x, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL GROUP BY "day", CAST("at" AS TEXT), "x") AS c) AS g GROUP BY s0, s1

-- OrderValues(column='x', q=0.5)
SELECT COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.5 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.5 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER () AS n FROM "flights 2013.q1" WHERE NOT "x" IS NULL) AS w

-- OrderValues(column='x', q=0.5) where ok by day, at
SELECT s0, s1, COUNT(*), MAX(v) FILTER(WHERE i = FLOOR((n - 1) * CAST(0.5 AS DOUBLE))), MAX(v) FILTER(WHERE i = CEIL((n - 1) * CAST(0.5 AS DOUBLE))), COUNT_IF(is_strange) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, CAST("x" AS DOUBLE) AS v, ISNAN(CAST("x" AS DOUBLE)) OR ISINF(CAST("x" AS DOUBLE)) AS is_strange, ROW_NUMBER() OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY CAST("x" AS DOUBLE)) - 1 AS i, COUNT(*) OVER (PARTITION BY "day", CAST("at" AS TEXT)) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "x" IS NULL) AS w GROUP BY s0, s1

-- SharedKeys(columns=('id', 'day'), skip_nulls='all')
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "id", "day") AS g

-- SharedKeys(columns=('id', 'day'), skip_nulls='all') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "id" IS NULL OR NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "id", "day") AS g GROUP BY s0, s1

-- SharedKeys(columns=('car"rier',), skip_nulls='never')
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE TRUE GROUP BY "car""rier") AS g

-- SharedKeys(columns=('car"rier',), skip_nulls='never') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n > 1) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE TRUE GROUP BY "day", CAST("at" AS TEXT), "car""rier") AS g GROUP BY s0, s1

-- Frequencies(columns=('car"rier', 'day'), counts_nulls=False)
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n = 1), COALESCE(MAX(n), 0), COALESCE(MIN(n), 0), COALESCE(SUM(CAST(n AS DOUBLE) * LN(CAST(n AS DOUBLE))), 0) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL AND NOT "day" IS NULL GROUP BY "car""rier", "day") AS g

-- Frequencies(columns=('car"rier', 'day'), counts_nulls=False) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n = 1), COALESCE(MAX(n), 0), COALESCE(MIN(n), 0), COALESCE(SUM(CAST(n AS DOUBLE) * LN(CAST(n AS DOUBLE))), 0) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "car""rier" IS NULL AND NOT "day" IS NULL GROUP BY "day", CAST("at" AS TEXT), "car""rier", "day") AS g GROUP BY s0, s1

-- Frequencies(columns=(), counts_nulls=True)
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n = 1), COALESCE(MAX(n), 0), COALESCE(MIN(n), 0), COALESCE(SUM(CAST(n AS DOUBLE) * LN(CAST(n AS DOUBLE))), 0) FROM (SELECT COUNT(*) AS n FROM "flights 2013.q1" GROUP BY "id", "x", "price", "car""rier", "day", "at", "ok") AS g

-- Frequencies(columns=(), counts_nulls=True) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(n = 1), COALESCE(MAX(n), 0), COALESCE(MIN(n), 0), COALESCE(SUM(CAST(n AS DOUBLE) * LN(CAST(n AS DOUBLE))), 0) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, COUNT(*) AS n FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT), "id", "x", "price", "car""rier", "day", "at", "ok") AS g GROUP BY s0, s1

-- Contingency(left=('car"rier', 'x'), right=('ok',), bins=8, counts_nulls=True)
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(p = 1), COUNT_IF(q = 1), COALESCE(MAX(b), 0), COUNT_IF(a = 1), COALESCE(SUM(CASE WHEN p = 1 AND (n - 1) > COALESCE(second, 0) THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p = 1 THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN kinds > 1 THEN n ELSE 0 END), 0), COALESCE(SUM(n * LN(CAST(a AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(b AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(n AS DOUBLE))), 0), COALESCE(SUM((CAST(n AS DOUBLE) / a) * (CAST(n AS DOUBLE) / b)), 0) FROM (SELECT n, SUM(n) OVER (PARTITION BY l0, l1) AS a, SUM(n) OVER (PARTITION BY r0) AS b, COUNT(*) OVER (PARTITION BY l0, l1) AS kinds, ROW_NUMBER() OVER (PARTITION BY l0, l1 ORDER BY n DESC) AS p, ROW_NUMBER() OVER (PARTITION BY r0 ORDER BY n DESC) AS q, LEAD(n) OVER (PARTITION BY l0, l1 ORDER BY n DESC) AS second FROM (SELECT l0, l1, r0, COUNT(*) AS n FROM (SELECT "car""rier" AS l0, CASE WHEN "x" IS NULL THEN NULL ELSE FLOOR(CAST(((RANK() OVER (ORDER BY "x" ASC) - 1) * 8) AS DOUBLE) / COUNT("x") OVER ()) END AS l1, "ok" AS r0 FROM "flights 2013.q1" WHERE NOT "ok" IS NULL) AS x GROUP BY l0, l1, r0) AS c) AS g

-- Contingency(left=('car"rier', 'x'), right=('ok',), bins=8, counts_nulls=True) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(p = 1), COUNT_IF(q = 1), COALESCE(MAX(b), 0), COUNT_IF(a = 1), COALESCE(SUM(CASE WHEN p = 1 AND (n - 1) > COALESCE(second, 0) THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p = 1 THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN kinds > 1 THEN n ELSE 0 END), 0), COALESCE(SUM(n * LN(CAST(a AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(b AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(n AS DOUBLE))), 0), COALESCE(SUM((CAST(n AS DOUBLE) / a) * (CAST(n AS DOUBLE) / b)), 0) FROM (SELECT s0, s1, n, SUM(n) OVER (PARTITION BY s0, s1, l0, l1) AS a, SUM(n) OVER (PARTITION BY s0, s1, r0) AS b, COUNT(*) OVER (PARTITION BY s0, s1, l0, l1) AS kinds, ROW_NUMBER() OVER (PARTITION BY s0, s1, l0, l1 ORDER BY n DESC) AS p, ROW_NUMBER() OVER (PARTITION BY s0, s1, r0 ORDER BY n DESC) AS q, LEAD(n) OVER (PARTITION BY s0, s1, l0, l1 ORDER BY n DESC) AS second FROM (SELECT s0, s1, l0, l1, r0, COUNT(*) AS n FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS l0, CASE WHEN "x" IS NULL THEN NULL ELSE FLOOR(CAST(((RANK() OVER (PARTITION BY "day", CAST("at" AS TEXT) ORDER BY "x" ASC) - 1) * 8) AS DOUBLE) / COUNT("x") OVER (PARTITION BY "day", CAST("at" AS TEXT))) END AS l1, "ok" AS r0 FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "ok" IS NULL) AS x GROUP BY s0, s1, l0, l1, r0) AS c) AS g GROUP BY s0, s1

-- Contingency(left=('car"rier',), right=('ok',), bins=0, counts_nulls=False)
SELECT COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(p = 1), COUNT_IF(q = 1), COALESCE(MAX(b), 0), COUNT_IF(a = 1), COALESCE(SUM(CASE WHEN p = 1 AND (n - 1) > COALESCE(second, 0) THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p = 1 THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN kinds > 1 THEN n ELSE 0 END), 0), COALESCE(SUM(n * LN(CAST(a AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(b AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(n AS DOUBLE))), 0), COALESCE(SUM((CAST(n AS DOUBLE) / a) * (CAST(n AS DOUBLE) / b)), 0) FROM (SELECT n, SUM(n) OVER (PARTITION BY l0) AS a, SUM(n) OVER (PARTITION BY r0) AS b, COUNT(*) OVER (PARTITION BY l0) AS kinds, ROW_NUMBER() OVER (PARTITION BY l0 ORDER BY n DESC) AS p, ROW_NUMBER() OVER (PARTITION BY r0 ORDER BY n DESC) AS q, LEAD(n) OVER (PARTITION BY l0 ORDER BY n DESC) AS second FROM (SELECT l0, r0, COUNT(*) AS n FROM (SELECT "car""rier" AS l0, "ok" AS r0 FROM "flights 2013.q1" WHERE NOT "car""rier" IS NULL AND NOT "ok" IS NULL) AS x GROUP BY l0, r0) AS c) AS g

-- Contingency(left=('car"rier',), right=('ok',), bins=0, counts_nulls=False) where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), COUNT(*), COUNT_IF(p = 1), COUNT_IF(q = 1), COALESCE(MAX(b), 0), COUNT_IF(a = 1), COALESCE(SUM(CASE WHEN p = 1 AND (n - 1) > COALESCE(second, 0) THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN p = 1 THEN n ELSE 0 END), 0), COALESCE(SUM(CASE WHEN kinds > 1 THEN n ELSE 0 END), 0), COALESCE(SUM(n * LN(CAST(a AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(b AS DOUBLE))), 0), COALESCE(SUM(n * LN(CAST(n AS DOUBLE))), 0), COALESCE(SUM((CAST(n AS DOUBLE) / a) * (CAST(n AS DOUBLE) / b)), 0) FROM (SELECT s0, s1, n, SUM(n) OVER (PARTITION BY s0, s1, l0) AS a, SUM(n) OVER (PARTITION BY s0, s1, r0) AS b, COUNT(*) OVER (PARTITION BY s0, s1, l0) AS kinds, ROW_NUMBER() OVER (PARTITION BY s0, s1, l0 ORDER BY n DESC) AS p, ROW_NUMBER() OVER (PARTITION BY s0, s1, r0 ORDER BY n DESC) AS q, LEAD(n) OVER (PARTITION BY s0, s1, l0 ORDER BY n DESC) AS second FROM (SELECT s0, s1, l0, r0, COUNT(*) AS n FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "car""rier" AS l0, "ok" AS r0 FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "car""rier" IS NULL AND NOT "ok" IS NULL) AS x GROUP BY s0, s1, l0, r0) AS c) AS g GROUP BY s0, s1

-- ColumnFill(columns=('x', 'car"rier'))
SELECT COUNT(*), COUNT("x"), MIN("x") = MAX("x"), COUNT("car""rier"), MIN("car""rier") = MAX("car""rier") FROM "flights 2013.q1"

-- ColumnFill(columns=('x', 'car"rier')) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT(*) FILTER(WHERE "ok"), COUNT("x") FILTER(WHERE "ok"), MIN("x") FILTER(WHERE "ok") = MAX("x") FILTER(WHERE "ok"), COUNT("car""rier") FILTER(WHERE "ok"), MIN("car""rier") FILTER(WHERE "ok") = MAX("car""rier") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- ColumnPairs(columns=())
SELECT COUNT(*), COUNT_IF("id" IS DISTINCT FROM "x"), COUNT_IF("id" IS DISTINCT FROM "price"), COUNT_IF("x" IS DISTINCT FROM "price") FROM "flights 2013.q1"

-- ColumnPairs(columns=()) where ok by day, at
SELECT "day", CAST("at" AS TEXT), COUNT(*) FILTER(WHERE "ok"), COUNT_IF("id" IS DISTINCT FROM "x") FILTER(WHERE "ok"), COUNT_IF("id" IS DISTINCT FROM "price") FILTER(WHERE "ok"), COUNT_IF("x" IS DISTINCT FROM "price") FILTER(WHERE "ok") FROM "flights 2013.q1" GROUP BY "day", CAST("at" AS TEXT)

-- Periods(column='at', every='day', value='')
SELECT COALESCE(SUM(n), 0), ARRAY_AGG(k), ARRAY_AGG(n), ARRAY_AGG(total) FROM (SELECT DATE_TRUNC('DAY', CAST("at" AS TIMESTAMP)) AS k, COUNT(*) AS n, 0 AS total FROM "flights 2013.q1" WHERE NOT "at" IS NULL GROUP BY DATE_TRUNC('DAY', CAST("at" AS TIMESTAMP)) LIMIT 100001) AS g

-- Periods(column='at', every='day', value='') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), ARRAY_AGG(k), ARRAY_AGG(n), ARRAY_AGG(total) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, DATE_TRUNC('DAY', CAST("at" AS TIMESTAMP)) AS k, COUNT(*) AS n, 0 AS total FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "at" IS NULL GROUP BY "day", CAST("at" AS TEXT), DATE_TRUNC('DAY', CAST("at" AS TIMESTAMP))) AS g GROUP BY s0, s1

-- Periods(column='day', every='month', value='price')
SELECT COALESCE(SUM(n), 0), ARRAY_AGG(k), ARRAY_AGG(n), ARRAY_AGG(total) FROM (SELECT DATE_TRUNC('MONTH', CAST("day" AS TIMESTAMP)) AS k, COUNT(*) AS n, SUM(CAST("price" AS DOUBLE)) AS total FROM "flights 2013.q1" WHERE NOT "day" IS NULL AND NOT "price" IS NULL GROUP BY DATE_TRUNC('MONTH', CAST("day" AS TIMESTAMP)) LIMIT 100001) AS g

-- Periods(column='day', every='month', value='price') where ok by day, at
SELECT s0, s1, COALESCE(SUM(n), 0), ARRAY_AGG(k), ARRAY_AGG(n), ARRAY_AGG(total) FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, DATE_TRUNC('MONTH', CAST("day" AS TIMESTAMP)) AS k, COUNT(*) AS n, SUM(CAST("price" AS DOUBLE)) AS total FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" WHERE NOT "day" IS NULL AND NOT "price" IS NULL GROUP BY "day", CAST("at" AS TEXT), DATE_TRUNC('MONTH', CAST("day" AS TIMESTAMP))) AS g GROUP BY s0, s1

-- Overlay(pairing=Pairing(keys=('id', 'car"rier'), to_table='other', to_keys=('Id', 'C'), values=('x', 'day'), to_values=('X', 'D'), closeness=Closeness(absolute=0.5, relative=0.001), pairs_nulls=True), is_whole=False)
SELECT COALESCE(SUM(h), 0), COALESCE(SUM(t), 0), COALESCE(SUM(CASE WHEN t > 0 THEN h ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h > 0 THEN t ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h IS NULL OR t IS NULL THEN NULL ELSE LEAST(h, t) END), 0), COUNT_IF(h > 0), COUNT_IF(t > 0), COALESCE(SUM(CASE WHEN h > 0 AND t > 0 AND NOT (h = 1 AND t = 1) THEN h ELSE 0 END), 0), COUNT_IF(h = 1 AND t = 1), COUNT_IF((h = 1 AND t = 1) AND ((a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE))) OR a1 IS DISTINCT FROM b1)), COUNT_IF((h = 1 AND t = 1) AND (a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)))), COUNT_IF((h = 1 AND t = 1) AND (a1 IS DISTINCT FROM b1)) FROM (SELECT COALESCE(SUM(is_here), 0) AS h, COALESCE(SUM((1 - is_here)), 0) AS t, ANY_VALUE(a0) AS a0, ANY_VALUE(a1) AS a1, ANY_VALUE(b0) AS b0, ANY_VALUE(b1) AS b1 FROM (SELECT "id" AS k0, "car""rier" AS k1, 1 AS is_here, "x" AS a0, "day" AS a1, NULL AS b0, NULL AS b1 FROM "flights 2013.q1" UNION ALL SELECT "Id" AS k0, "C" AS k1, 0 AS is_here, NULL AS a0, NULL AS a1, "X" AS b0, "D" AS b1 FROM "other") AS u GROUP BY k0, k1) AS g

-- Overlay(pairing=Pairing(keys=('id', 'car"rier'), to_table='other', to_keys=('Id', 'C'), values=('x', 'day'), to_values=('X', 'D'), closeness=Closeness(absolute=0.5, relative=0.001), pairs_nulls=True), is_whole=False) where ok by day, at
SELECT s0, s1, COALESCE(SUM(h), 0), COALESCE(SUM(t), 0), COALESCE(SUM(CASE WHEN t > 0 THEN h ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h > 0 THEN t ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h IS NULL OR t IS NULL THEN NULL ELSE LEAST(h, t) END), 0), COUNT_IF(h > 0), COUNT_IF(t > 0), COALESCE(SUM(CASE WHEN h > 0 AND t > 0 AND NOT (h = 1 AND t = 1) THEN h ELSE 0 END), 0), COUNT_IF(h = 1 AND t = 1), COUNT_IF((h = 1 AND t = 1) AND ((a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE))) OR a1 IS DISTINCT FROM b1)), COUNT_IF((h = 1 AND t = 1) AND (a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)))), COUNT_IF((h = 1 AND t = 1) AND (a1 IS DISTINCT FROM b1)) FROM (SELECT * FROM (SELECT s0, s1, is_here, h, a0, a1, SUM(t) OVER (PARTITION BY k0, k1) AS t, MAX(b0) OVER (PARTITION BY k0, k1) AS b0, MAX(b1) OVER (PARTITION BY k0, k1) AS b1 FROM (SELECT s0, s1, k0, k1, is_here, COALESCE(SUM(is_here), 0) AS h, COALESCE(SUM((1 - is_here)), 0) AS t, ANY_VALUE(a0) AS a0, ANY_VALUE(a1) AS a1, ANY_VALUE(b0) AS b0, ANY_VALUE(b1) AS b1 FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "id" AS k0, "car""rier" AS k1, 1 AS is_here, "x" AS a0, "day" AS a1, NULL AS b0, NULL AS b1 FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" UNION ALL SELECT NULL AS s0, NULL AS s1, "Id" AS k0, "C" AS k1, 0 AS is_here, NULL AS a0, NULL AS a1, "X" AS b0, "D" AS b1 FROM "other") AS u GROUP BY s0, s1, k0, k1, is_here) AS p) AS w WHERE is_here = 1) AS g GROUP BY s0, s1

-- Overlay(pairing=Pairing(keys=('id',), to_table='other', to_keys=('Id',), values=(), to_values=(), closeness=Closeness(absolute=0.0, relative=0.0), pairs_nulls=False), is_whole=True)
SELECT COALESCE(SUM(h), 0), COALESCE(SUM(t), 0), COALESCE(SUM(CASE WHEN t > 0 THEN h ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h > 0 THEN t ELSE 0 END), 0), COALESCE(SUM(CASE WHEN h IS NULL OR t IS NULL THEN NULL ELSE LEAST(h, t) END), 0), COUNT_IF(h > 0), COUNT_IF(t > 0), COALESCE(SUM(CASE WHEN h > 0 AND t > 0 AND NOT (h = 1 AND t = 1) THEN h ELSE 0 END), 0), COUNT_IF(h = 1 AND t = 1), COUNT_IF((h = 1 AND t = 1) AND (FALSE)) FROM (SELECT COALESCE(SUM(is_here), 0) AS h, COALESCE(SUM((1 - is_here)), 0) AS t FROM (SELECT "id" AS k0, 1 AS is_here FROM "flights 2013.q1" WHERE NOT "id" IS NULL UNION ALL SELECT "Id" AS k0, 0 AS is_here FROM "other" WHERE NOT "Id" IS NULL) AS u GROUP BY k0) AS g

-- Overlay(pairing=Pairing(keys=('id',), to_table='other', to_keys=('Id',), values=(), to_values=(), closeness=Closeness(absolute=0.0, relative=0.0), pairs_nulls=False), is_whole=True) where ok by day, at
-- refused: [LG101] overlay: `where and group_by` must be left out, because both tables are compared whole, got 'some rows'.

-- Changes(pairing=Pairing(keys=('id', 'car"rier'), to_table='other', to_keys=('Id', 'C'), values=('x', 'day'), to_values=('X', 'D'), closeness=Closeness(absolute=0.5, relative=0.001), pairs_nulls=True))
SELECT ARRAY_AGG(i), ARRAY_AGG(a), ARRAY_AGG(b), ARRAY_AGG(n) FROM (SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY i ORDER BY n DESC, a, b) AS place FROM (SELECT i, a, b, COUNT(*) AS n FROM (SELECT x.i AS i, CASE WHEN x.i = 0 THEN COALESCE('=' || CAST(a0 AS TEXT), '') WHEN x.i = 1 THEN COALESCE('=' || CAST(a1 AS TEXT), '') END AS a, CASE WHEN x.i = 0 THEN COALESCE('=' || CAST(b0 AS TEXT), '') WHEN x.i = 1 THEN COALESCE('=' || CAST(b1 AS TEXT), '') END AS b FROM (SELECT * FROM (SELECT COALESCE(SUM(is_here), 0) AS h, COALESCE(SUM((1 - is_here)), 0) AS t, ANY_VALUE(a0) AS a0, ANY_VALUE(a1) AS a1, ANY_VALUE(b0) AS b0, ANY_VALUE(b1) AS b1 FROM (SELECT "id" AS k0, "car""rier" AS k1, 1 AS is_here, "x" AS a0, "day" AS a1, NULL AS b0, NULL AS b1 FROM "flights 2013.q1" UNION ALL SELECT "Id" AS k0, "C" AS k1, 0 AS is_here, NULL AS a0, NULL AS a1, "X" AS b0, "D" AS b1 FROM "other") AS u GROUP BY k0, k1) AS j WHERE h = 1 AND t = 1) AS m CROSS JOIN (VALUES (0), (1)) AS x(i) WHERE CASE WHEN x.i = 0 THEN a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)) WHEN x.i = 1 THEN a1 IS DISTINCT FROM b1 END) AS v GROUP BY i, a, b) AS c) AS d WHERE place <= 3) AS g

-- Changes(pairing=Pairing(keys=('id', 'car"rier'), to_table='other', to_keys=('Id', 'C'), values=('x', 'day'), to_values=('X', 'D'), closeness=Closeness(absolute=0.5, relative=0.001), pairs_nulls=True)) where ok by day, at
SELECT s0, s1, ARRAY_AGG(i), ARRAY_AGG(a), ARRAY_AGG(b), ARRAY_AGG(n) FROM (SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY s0, s1, i ORDER BY n DESC, a, b) AS place FROM (SELECT s0, s1, i, a, b, COUNT(*) AS n FROM (SELECT s0, s1, CASE WHEN CASE WHEN x.i = 0 THEN a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)) WHEN x.i = 1 THEN a1 IS DISTINCT FROM b1 END THEN x.i ELSE -1 END AS i, CASE WHEN CASE WHEN x.i = 0 THEN a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)) WHEN x.i = 1 THEN a1 IS DISTINCT FROM b1 END THEN CASE WHEN x.i = 0 THEN COALESCE('=' || CAST(a0 AS TEXT), '') WHEN x.i = 1 THEN COALESCE('=' || CAST(a1 AS TEXT), '') END ELSE '' END AS a, CASE WHEN CASE WHEN x.i = 0 THEN a0 IS DISTINCT FROM b0 AND (COALESCE(ABS(CAST(a0 AS DOUBLE) - CAST(b0 AS DOUBLE)) > CASE WHEN 0.5 IS NULL OR (0.001 * ABS(CAST(b0 AS DOUBLE))) IS NULL THEN NULL ELSE GREATEST(0.5, 0.001 * ABS(CAST(b0 AS DOUBLE))) END, TRUE)) WHEN x.i = 1 THEN a1 IS DISTINCT FROM b1 END THEN CASE WHEN x.i = 0 THEN COALESCE('=' || CAST(b0 AS TEXT), '') WHEN x.i = 1 THEN COALESCE('=' || CAST(b1 AS TEXT), '') END ELSE '' END AS b FROM (SELECT * FROM (SELECT * FROM (SELECT s0, s1, is_here, h, a0, a1, SUM(t) OVER (PARTITION BY k0, k1) AS t, MAX(b0) OVER (PARTITION BY k0, k1) AS b0, MAX(b1) OVER (PARTITION BY k0, k1) AS b1 FROM (SELECT s0, s1, k0, k1, is_here, COALESCE(SUM(is_here), 0) AS h, COALESCE(SUM((1 - is_here)), 0) AS t, ANY_VALUE(a0) AS a0, ANY_VALUE(a1) AS a1, ANY_VALUE(b0) AS b0, ANY_VALUE(b1) AS b1 FROM (SELECT "day" AS s0, CAST("at" AS TEXT) AS s1, "id" AS k0, "car""rier" AS k1, 1 AS is_here, "x" AS a0, "day" AS a1, NULL AS b0, NULL AS b1 FROM (SELECT * FROM "flights 2013.q1" WHERE "ok") AS "flights 2013.q1" UNION ALL SELECT NULL AS s0, NULL AS s1, "Id" AS k0, "C" AS k1, 0 AS is_here, NULL AS a0, NULL AS a1, "X" AS b0, "D" AS b1 FROM "other") AS u GROUP BY s0, s1, k0, k1, is_here) AS p) AS w WHERE is_here = 1) AS j WHERE h = 1 AND t = 1) AS m CROSS JOIN (VALUES (0), (1)) AS x(i)) AS v GROUP BY s0, s1, i, a, b) AS c) AS d WHERE place <= 3) AS g GROUP BY s0, s1
