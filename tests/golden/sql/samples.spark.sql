SELECT
  MIN_BY(
    NAMED_STRUCT(
      'c0',
      `id`,
      'c1',
      CASE WHEN NOT `car"rier` IS NULL THEN '(masked)' END,
      'c2',
      CONCAT(CAST(`at` AS STRING), '+00'),
      'c3',
      `x`
    ),
    (
      XXHASH64(`id`, `car"rier`, `at`, `x`) & 9223372036854775807
    ),
    10
  ) FILTER(WHERE
    `x` < 0 OR `x` > 9 OR ISNAN(`x`)),
  MIN_BY(
    NAMED_STRUCT(
      'c0',
      `id`,
      'c1',
      CASE WHEN NOT `car"rier` IS NULL THEN '(masked)' END,
      'c2',
      CONCAT(CAST(`at` AS STRING), '+00'),
      'c3',
      `x`
    ),
    (
      XXHASH64(`id`, `car"rier`, `at`, `x`) & 9223372036854775807
    ),
    10
  ) FILTER(WHERE
    (
      `x` < 0 OR `x` > 9 OR ISNAN(`x`)
    )
    AND CAST(`car"rier` AS STRING) = CAST('it\'s' AS STRING)
    AND CAST(`x` AS STRING) = CAST(CAST('nan' AS DOUBLE) AS STRING)
    AND CONCAT(CAST(`at` AS STRING), '+00') = '2013-01-01 00:00:00+00'
    AND `day` IS NULL
    AND CAST(`price` AS STRING) = CAST(CAST('1.50' AS DECIMAL(10, 2)) AS STRING)
    AND `ok`)
FROM `flights 2013.q1`;

SELECT
  `id` AS c0,
  CASE WHEN NOT `car"rier` IS NULL THEN '(masked)' END AS c1,
  CONCAT(CAST(`at` AS STRING), '+00') AS c2,
  `x` AS c3
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `flights 2013.q1`
    WHERE
      `ok`
  ) AS `flights 2013.q1`
) AS o
WHERE
  CAST(`car"rier` AS STRING) = CAST('it\'s' AS STRING)
ORDER BY
  (
    XXHASH64(`id`, `car"rier`, `at`, `x`) & 9223372036854775807
  ),
  `id`,
  `car"rier`,
  `at`,
  `x`
LIMIT 10;
