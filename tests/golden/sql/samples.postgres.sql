SELECT
  ARRAY(
    SELECT
      ROW("id", CASE WHEN NOT "car""rier" IS NULL THEN '(masked)' END, CAST("at" AS TEXT), "x")
    FROM "flights 2013.q1"
    WHERE
      "x" < 0 OR "x" > 9 OR "x" = CAST('NaN' AS DOUBLE PRECISION)
    ORDER BY
      (
        HASHTEXTEXTENDED(
          CONCAT_WS(
            ':',
            CAST("id" AS TEXT),
            CAST("car""rier" AS TEXT),
            CAST("at" AS TEXT),
            CAST("x" AS TEXT)
          ),
          0
        ) & 9223372036854775807
      )
    LIMIT 10
  ),
  ARRAY(
    SELECT
      ROW("id", CASE WHEN NOT "car""rier" IS NULL THEN '(masked)' END, CAST("at" AS TEXT), "x")
    FROM "flights 2013.q1"
    WHERE
      (
        "x" < 0 OR "x" > 9 OR "x" = CAST('NaN' AS DOUBLE PRECISION)
      )
      AND CAST("car""rier" AS TEXT) = CAST('it''s' AS TEXT)
      AND CAST("x" AS TEXT) = CAST(CAST('nan' AS DOUBLE PRECISION) AS TEXT)
      AND CAST("at" AS TEXT) = '2013-01-01 00:00:00+00'
      AND "day" IS NULL
      AND CAST("price" AS TEXT) = CAST(CAST('1.50' AS DECIMAL(10, 2)) AS TEXT)
      AND "ok"
    ORDER BY
      (
        HASHTEXTEXTENDED(
          CONCAT_WS(
            ':',
            CAST("id" AS TEXT),
            CAST("car""rier" AS TEXT),
            CAST("at" AS TEXT),
            CAST("x" AS TEXT)
          ),
          0
        ) & 9223372036854775807
      )
    LIMIT 10
  );

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
  (
    HASHTEXTEXTENDED(
      CONCAT_WS(
        ':',
        CAST("id" AS TEXT),
        CAST("car""rier" AS TEXT),
        CAST("at" AS TEXT),
        CAST("x" AS TEXT)
      ),
      0
    ) & 9223372036854775807
  ),
  "id",
  "car""rier",
  "at",
  "x"
LIMIT 10;
