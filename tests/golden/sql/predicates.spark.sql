-- IsNull(column='x')
`x` IS NULL

-- NotNull(columns=('x', 'day'))
NOT `x` IS NULL AND NOT `day` IS NULL

-- OutOfRange(column='id', lower=1, upper=9, lower_is_strict=False, upper_is_strict=False)
`id` < 1 OR `id` > 9

-- OutOfRange(column='x', lower=0.5, upper=None, lower_is_strict=False, upper_is_strict=False)
`x` < 0.5 OR ISNAN(`x`)

-- OutOfRange(column='x', lower=0, upper=900, lower_is_strict=True, upper_is_strict=True)
`x` <= 0 OR `x` >= 900 OR ISNAN(`x`)

-- OutOfRange(column='price', lower=None, upper=10, lower_is_strict=False, upper_is_strict=False)
`price` > 10

-- OutOfRange(column='day', lower=datetime.date(2013, 1, 1), upper='2013-12-31', lower_is_strict=False, upper_is_strict=False)
`day` < CAST('2013-01-01' AS DATE) OR `day` > CAST('2013-12-31' AS DATE)

-- OutOfRange(column='at', lower='2013-01-01T00:00:00+02:00', upper=None, lower_is_strict=False, upper_is_strict=False)
`at` < CAST('2013-01-01T00:00:00+02:00' AS TIMESTAMP)

-- LengthOutside(column='car"rier', shortest=2, longest=3)
LENGTH(`car"rier`) < 2 OR LENGTH(`car"rier`) > 3

-- OneOf(column='car"rier', values=('UA', "it's", ''), is_negated=False, skips_other_types=False)
`car"rier` IN ('UA', 'it\'s', '')

-- OneOf(column='id', values=(1, 2), is_negated=True, skips_other_types=False)
NOT (`id` IN (1, 2))

-- OneOf(column='x', values=(1.5, nan, inf), is_negated=False, skips_other_types=False)
`x` IN (1.5, CAST('nan' AS DOUBLE), CAST('inf' AS DOUBLE))

-- OneOf(column='ok', values=(True,), is_negated=False, skips_other_types=False)
`ok` IN (TRUE)

-- OneOf(column='car"rier', values=('N/A', -99), is_negated=False, skips_other_types=True)
`car"rier` IN ('N/A', '-99')

-- OneOf(column='id', values=('N/A',), is_negated=False, skips_other_types=True)
`id` <> `id`

-- Matches(column='car"rier', pattern="^[A-Z]{2}'\\d$", is_negated=False)
`car"rier` RLIKE '^[A-Z]{2}\'[0-9]\\z'

-- Matches(column='car"rier', pattern='a|b', is_negated=True)
NOT `car"rier` RLIKE 'a|b'

-- Holds(expression=Expression(text='id > 1 or ok'))
(`id` > 1 OR `ok`)

-- Fails(expression=Expression(text='id > 1 or ok'))
NOT (`id` > 1 OR `ok`)

-- IsKnown(expression=Expression(text='id > 1 or ok'))
NOT (`id` > 1 OR `ok`) IS NULL

-- Below(column='x', bound=5, is_inclusive=False)
`x` < 5 AND NOT ISNAN(`x`)

-- Below(column='price', bound=5, is_inclusive=True)
`price` <= 5

-- NotFinite(column='x')
ISNAN(`x`) OR ABS(`x`) = CAST('infinity' AS DOUBLE)

-- NotFinite(column='id')
FALSE

-- ColumnsDisagree(left='id', operator='<=', right='x')
(NOT `id` IS NULL AND NOT `x` IS NULL) AND (NOT (`id` <= `x`) OR ISNAN(`x`))

-- ColumnsDisagree(left='day', operator='<', right='at')
NOT (`day` < `at`)

-- ColumnsDisagree(left='id', operator='=', right='price')
NOT (`id` = `price`)
