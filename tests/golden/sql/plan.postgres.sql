SELECT
  COUNT("x"),
  MIN("x"),
  MAX("x"),
  COUNT(*) FILTER(WHERE
    (
      "id" < 0 OR "id" > 900
    )
    AND (
      "ok" AND "day" >= CAST('2013-01-01' AS DATE)
    )),
  COUNT(*) FILTER(WHERE
    "x" < 1 AND NOT "x" = CAST('NaN' AS DOUBLE PRECISION)),
  COUNT(*) FILTER(WHERE
    "x" <= 9 AND NOT "x" = CAST('NaN' AS DOUBLE PRECISION)),
  COUNT(*)
FROM "flights 2013.q1";

SELECT
  "car""rier",
  COUNT(*) FILTER(WHERE
    "ok" AND "day" >= CAST('2013-01-01' AS DATE)) - COUNT("day") FILTER(WHERE
    "ok" AND "day" >= CAST('2013-01-01' AS DATE))
FROM "flights 2013.q1"
GROUP BY
  "car""rier";

SELECT
  "ok",
  CAST("at" AS TEXT),
  COUNT("price"),
  SUM((
    CAST("price" AS DOUBLE PRECISION) - 0.0
  )),
  SUM(
    (
      CAST("price" AS DOUBLE PRECISION) - 0.0
    ) * (
      CAST("price" AS DOUBLE PRECISION) - 0.0
    )
  ),
  MIN("price"),
  MAX("price")
FROM "flights 2013.q1"
GROUP BY
  "ok",
  CAST("at" AS TEXT);

SELECT
  COALESCE(SUM("lockgate n") FILTER(WHERE
    "car""rier" IN ('UA', 'AA')), 0),
  COALESCE(SUM("lockgate n") FILTER(WHERE
    NOT "car""rier" ~ '^[A-Z]+\Z'), 0)
FROM (
  SELECT
    "car""rier",
    COUNT(*) AS "lockgate n"
  FROM "flights 2013.q1"
  GROUP BY
    "car""rier"
) AS v;

SELECT
  s0,
  COALESCE(SUM(n), 0),
  COUNT(*),
  COUNT(*) FILTER(WHERE
    n > 1)
FROM (
  SELECT
    "day" AS s0,
    "id" AS k0,
    COUNT(*) AS n
  FROM (
    SELECT
      *
    FROM "flights 2013.q1"
    WHERE
      "ok" AND "day" >= CAST('2013-01-01' AS DATE)
  ) AS "flights 2013.q1"
  WHERE
    NOT "id" IS NULL
  GROUP BY
    "day",
    "id"
) AS g
GROUP BY
  s0;

SELECT
  ROW(ARRAY_AGG(k), ARRAY_AGG(n))
FROM (
  SELECT
    CASE
      WHEN "x" IS NULL
      THEN NULL
      WHEN CAST("x" AS DOUBLE PRECISION) = CAST('NaN' AS DOUBLE PRECISION)
      OR ABS(CAST("x" AS DOUBLE PRECISION)) = CAST('Infinity' AS DOUBLE PRECISION)
      THEN 1048576
      WHEN ABS(CAST("x" AS DOUBLE PRECISION)) < 1e-9
      THEN 0
      ELSE CAST(SIGN(CAST("x" AS DOUBLE PRECISION)) AS INT) * (
        CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE PRECISION))) * 50.4983497918439) AS INT) + 1100
      )
    END AS k,
    COUNT(*) AS n
  FROM "flights 2013.q1"
  GROUP BY
    CASE
      WHEN "x" IS NULL
      THEN NULL
      WHEN CAST("x" AS DOUBLE PRECISION) = CAST('NaN' AS DOUBLE PRECISION)
      OR ABS(CAST("x" AS DOUBLE PRECISION)) = CAST('Infinity' AS DOUBLE PRECISION)
      THEN 1048576
      WHEN ABS(CAST("x" AS DOUBLE PRECISION)) < 1e-9
      THEN 0
      ELSE CAST(SIGN(CAST("x" AS DOUBLE PRECISION)) AS INT) * (
        CAST(ROUND(LN(ABS(CAST("x" AS DOUBLE PRECISION))) * 50.4983497918439) AS INT) + 1100
      )
    END
) AS g
WHERE
  NOT k IS NULL;
