SELECT
  COUNT(`x`),
  MIN(`x`),
  MAX(`x`),
  COUNT_IF(`id` < 0 OR `id` > 900) FILTER(WHERE
    `ok` AND `day` >= CAST('2013-01-01' AS DATE)),
  COUNT_IF(`x` < 1 AND NOT ISNAN(`x`)),
  COUNT_IF(`x` <= 9 AND NOT ISNAN(`x`)),
  COUNT(*)
FROM `flights 2013.q1`;

SELECT
  `car"rier`,
  COUNT(*) FILTER(WHERE
    `ok` AND `day` >= CAST('2013-01-01' AS DATE)) - COUNT(`day`) FILTER(WHERE
    `ok` AND `day` >= CAST('2013-01-01' AS DATE))
FROM `flights 2013.q1`
GROUP BY
  `car"rier`;

SELECT
  `ok`,
  CONCAT(CAST(`at` AS STRING), '+00'),
  COUNT(`price`),
  SUM((
    CAST(`price` AS DOUBLE) - 0.0
  )),
  SUM((
    CAST(`price` AS DOUBLE) - 0.0
  ) * (
    CAST(`price` AS DOUBLE) - 0.0
  )),
  MIN(`price`),
  MAX(`price`)
FROM `flights 2013.q1`
GROUP BY
  `ok`,
  CONCAT(CAST(`at` AS STRING), '+00');

SELECT
  COALESCE(SUM(`lockgate n`) FILTER(WHERE
    `car"rier` IN ('UA', 'AA')), 0),
  COALESCE(SUM(`lockgate n`) FILTER(WHERE
    NOT `car"rier` RLIKE '^[A-Z]+\\z'), 0)
FROM (
  SELECT
    `car"rier`,
    COUNT(*) AS `lockgate n`
  FROM `flights 2013.q1`
  GROUP BY
    `car"rier`
) AS v;

SELECT
  s0,
  COALESCE(SUM(n), 0),
  COUNT(*),
  COUNT_IF(n > 1)
FROM (
  SELECT
    `day` AS s0,
    `id` AS k0,
    COUNT(*) AS n
  FROM (
    SELECT
      *
    FROM `flights 2013.q1`
    WHERE
      `ok` AND `day` >= CAST('2013-01-01' AS DATE)
  ) AS `flights 2013.q1`
  WHERE
    NOT `id` IS NULL
  GROUP BY
    `day`,
    `id`
) AS g
GROUP BY
  s0;

SELECT
  MAP_FROM_ARRAYS(COLLECT_LIST(NAMED_STRUCT('v', k)).v, COLLECT_LIST(NAMED_STRUCT('v', n)).v)
FROM (
  SELECT
    CASE
      WHEN `x` IS NULL
      THEN NULL
      WHEN ISNAN(CAST(`x` AS DOUBLE))
      OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE)
      THEN 1048576
      WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9
      THEN 0
      ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (
        CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100
      )
    END AS k,
    COUNT(*) AS n
  FROM `flights 2013.q1`
  GROUP BY
    CASE
      WHEN `x` IS NULL
      THEN NULL
      WHEN ISNAN(CAST(`x` AS DOUBLE))
      OR ABS(CAST(`x` AS DOUBLE)) = CAST('infinity' AS DOUBLE)
      THEN 1048576
      WHEN ABS(CAST(`x` AS DOUBLE)) < 1e-9
      THEN 0
      ELSE CAST(SIGN(CAST(`x` AS DOUBLE)) AS INT) * (
        CAST(ROUND(LN(ABS(CAST(`x` AS DOUBLE))) * 50.4983497918439) AS INT) + 1100
      )
    END
) AS g
WHERE
  NOT k IS NULL;
