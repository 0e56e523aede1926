SELECT
  ARG_MIN(
    STRUCT_PACK(
      c0 := "id",
      c1 := CASE WHEN NOT "car""rier" IS NULL THEN '(masked)' END,
      c2 := CAST("at" AS TEXT),
      c3 := "x"
    ),
    HASH("id", "car""rier", "at", "x"),
    10
  ) FILTER(WHERE
    "x" < 0 OR "x" > 9 OR ISNAN("x")),
  ARG_MIN(
    STRUCT_PACK(
      c0 := "id",
      c1 := CASE WHEN NOT "car""rier" IS NULL THEN '(masked)' END,
      c2 := CAST("at" AS TEXT),
      c3 := "x"
    ),
    HASH("id", "car""rier", "at", "x"),
    10
  ) FILTER(WHERE
    (
      "x" < 0 OR "x" > 9 OR ISNAN("x")
    )
    AND CAST("car""rier" AS TEXT) = CAST('it''s' AS TEXT)
    AND CAST("x" AS TEXT) = CAST(CAST('nan' AS DOUBLE) AS TEXT)
    AND CAST("at" AS TEXT) = '2013-01-01 00:00:00+00'
    AND "day" IS NULL
    AND CAST("price" AS TEXT) = CAST(CAST('1.50' AS DECIMAL(10, 2)) AS TEXT)
    AND "ok")
FROM "flights 2013.q1";

SELECT
  "id" AS c0,
  CASE WHEN NOT "car""rier" IS NULL THEN '(masked)' END AS c1,
  CAST("at" AS TEXT) AS c2,
  "x" AS c3
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "flights 2013.q1"
    WHERE
      "ok"
  ) AS "flights 2013.q1"
) AS o
WHERE
  CAST("car""rier" AS TEXT) = CAST('it''s' AS TEXT)
ORDER BY
  HASH("id", "car""rier", "at", "x"),
  "id",
  "car""rier",
  "at",
  "x"
LIMIT 10;
