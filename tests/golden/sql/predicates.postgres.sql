-- IsNull(column='x')
"x" IS NULL

-- NotNull(columns=('x', 'day'))
NOT "x" IS NULL AND NOT "day" IS NULL

-- OutOfRange(column='id', lower=1, upper=9, lower_is_strict=False, upper_is_strict=False)
"id" < 1 OR "id" > 9

-- OutOfRange(column='x', lower=0.5, upper=None, lower_is_strict=False, upper_is_strict=False)
"x" < 0.5 OR "x" = CAST('NaN' AS DOUBLE PRECISION)

-- OutOfRange(column='x', lower=0, upper=900, lower_is_strict=True, upper_is_strict=True)
"x" <= 0 OR "x" >= 900 OR "x" = CAST('NaN' AS DOUBLE PRECISION)

-- OutOfRange(column='price', lower=None, upper=10, lower_is_strict=False, upper_is_strict=False)
"price" > 10

-- OutOfRange(column='day', lower=datetime.date(2013, 1, 1), upper='2013-12-31', lower_is_strict=False, upper_is_strict=False)
"day" < CAST('2013-01-01' AS DATE) OR "day" > CAST('2013-12-31' AS DATE)

-- OutOfRange(column='at', lower='2013-01-01T00:00:00+02:00', upper=None, lower_is_strict=False, upper_is_strict=False)
"at" < CAST('2013-01-01T00:00:00+02:00' AS TIMESTAMPTZ)

-- LengthOutside(column='car"rier', shortest=2, longest=3)
LENGTH("car""rier") < 2 OR LENGTH("car""rier") > 3

-- OneOf(column='car"rier', values=('UA', "it's", ''), is_negated=False, skips_other_types=False, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
"car""rier" IN ('UA', 'it''s', '')

-- OneOf(column='id', values=(1, 2), is_negated=True, skips_other_types=False, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
NOT ("id" IN (1, 2))

-- OneOf(column='x', values=(1.5, nan, inf), is_negated=False, skips_other_types=False, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
"x" IN (1.5, CAST('nan' AS DOUBLE PRECISION), CAST('inf' AS DOUBLE PRECISION))

-- OneOf(column='ok', values=(True,), is_negated=False, skips_other_types=False, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
"ok" IN (TRUE)

-- OneOf(column='car"rier', values=('N/A', -99), is_negated=False, skips_other_types=True, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
"car""rier" IN ('N/A', '-99')

-- OneOf(column='id', values=('N/A',), is_negated=False, skips_other_types=True, numbers_are_texts=True, is_strict=False, reads_texts=False, reads_dates=False)
"id" <> "id"

-- Matches(column='car"rier', pattern="^[A-Z]{2}'\\d$", is_negated=False)
"car""rier" ~ '^[A-Z]{2}''[0-9]\Z'

-- Matches(column='car"rier', pattern='a|b', is_negated=True)
NOT "car""rier" ~ 'a|b'

-- Holds(expression=Expression(text='id > 1 or ok'))
("id" > 1 OR "ok")

-- Fails(expression=Expression(text='id > 1 or ok'))
NOT ("id" > 1 OR "ok")

-- IsKnown(expression=Expression(text='id > 1 or ok'))
NOT ("id" > 1 OR "ok") IS NULL

-- Below(column='x', bound=5, is_inclusive=False)
"x" < 5 AND NOT "x" = CAST('NaN' AS DOUBLE PRECISION)

-- Below(column='price', bound=5, is_inclusive=True)
"price" <= 5

-- AllNull(columns=('x', 'day'))
"x" IS NULL AND "day" IS NULL

-- NotFinite(column='x')
"x" = CAST('NaN' AS DOUBLE PRECISION) OR ABS(CAST("x" AS DOUBLE PRECISION)) = CAST('Infinity' AS DOUBLE PRECISION)

-- NotFinite(column='id')
FALSE

-- ColumnsDisagree(left='id', operator='<=', right='x', zones_may_differ=True)
(NOT "id" IS NULL AND NOT "x" IS NULL) AND (NOT ("id" <= "x") OR "x" = CAST('NaN' AS DOUBLE PRECISION))

-- ColumnsDisagree(left='day', operator='<', right='at', zones_may_differ=True)
NOT ("day" < "at")

-- ColumnsDisagree(left='id', operator='=', right='price', zones_may_differ=True)
NOT ("id" = "price")

-- Like(column='car"rier', pattern='N%', is_negated=False)
"car""rier" LIKE 'N%'

-- AnyOf(parts=(Like(column='car"rier', pattern='N%', is_negated=False), Like(column='car"rier', pattern="it's_", is_negated=True)))
"car""rier" LIKE 'N%' OR NOT ("car""rier" LIKE 'it''s_')

-- AllOf(parts=(IsNull(column='id'), Holds(expression=Expression(text='ok'))))
"id" IS NULL AND ("ok")

-- BytesOutside(column='car"rier', shortest=2, longest=3)
OCTET_LENGTH("car""rier") < 2 OR OCTET_LENGTH("car""rier") > 3

-- LongerThan(column='car"rier', most=32)
LENGTH("car""rier") > 32

-- LongerThan(column='id', most=32)
FALSE

-- CaseDiffers(column='car"rier', case='upper')
"car""rier" COLLATE "C" <> UPPER("car""rier")

-- LooksLike(column='car"rier', kind='number')
TRIM("car""rier") ~ '^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z'

-- NotMultiple(column='price', step=0.05)
"price" % 0.05 <> 0

-- NotMultiple(column='x', step=0.05)
("x" = CAST('NaN' AS DOUBLE PRECISION) OR ABS(CAST("x" AS DOUBLE PRECISION)) = CAST('Infinity' AS DOUBLE PRECISION)) OR ABS((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION)) - ROUND((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION)))) > CASE WHEN CASE WHEN 1e-15 * ABS((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION))) IS NULL THEN NULL ELSE GREATEST(1e-9, 1e-15 * ABS((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION)))) END IS NULL THEN NULL ELSE LEAST(0.25, CASE WHEN 1e-15 * ABS((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION))) IS NULL THEN NULL ELSE GREATEST(1e-9, 1e-15 * ABS((CAST("x" AS DOUBLE PRECISION) / CAST(0.05 AS DOUBLE PRECISION)))) END) END

-- MoreDecimals(column='x', most=2)
"x" = CAST('NaN' AS DOUBLE PRECISION) OR CAST(ROUND(CAST("x" AS DECIMAL), 2) AS DOUBLE PRECISION) <> "x"

-- NotConvertible(column='car"rier', type='decimal(10, 2)')
NOT "car""rier" IS NULL AND CASE WHEN PG_INPUT_IS_VALID(CAST("car""rier" AS TEXT), 'DECIMAL(10, 2)') THEN CAST("car""rier" AS DECIMAL(10, 2)) END IS NULL

-- IsFilledRaw(column='car"rier')
NOT "car""rier" IS NULL

-- TextAmong(column='car"rier', values=("it's", 'UA'), others='refuse')
"car""rier" IN ('it''s', 'UA')

-- FilledOutside(columns=('id', 'x'), least=1, most=2, is_inside=False)
NOT ((CASE WHEN "id" IS NULL THEN 0 ELSE 1 END + CASE WHEN "x" IS NULL THEN 0 ELSE 1 END) BETWEEN 1 AND 2)

-- RelationFails(relation=Compare(left='id', operator='<=', right='x', zones_may_differ=True), skip_nulls='all')
(NOT "id" IS NULL OR NOT "x" IS NULL) AND NOT COALESCE(("id" <= "x" AND NOT "x" = CAST('NaN' AS DOUBLE PRECISION)), FALSE)

-- RelationFails(relation=AllEqual(columns=('id', 'price'), nulls_equal=False, kinds_may_differ=False), skip_nulls='never')
NOT COALESCE(("id" = "price"), FALSE)

-- RelationFails(relation=AllDiffer(columns=('id', 'x', 'price'), kinds_may_differ=False), skip_nulls='any')
(NOT "id" IS NULL AND NOT "x" IS NULL AND NOT "price" IS NULL) AND NOT COALESCE((NOT ("id" IS NOT DISTINCT FROM "x" OR "id" IS NOT DISTINCT FROM "price" OR "x" IS NOT DISTINCT FROM "price")), FALSE)

-- RelationFails(relation=SumIs(columns=('id', 'x'), requirement=Requirement(operator=<Operator.MUST_BE_BETWEEN: 'mustBeBetween'>, bounds=(0.5, 1))), skip_nulls='any')
(NOT "id" IS NULL AND NOT "x" IS NULL) AND NOT COALESCE(((("id" + "x") >= 0.5 AND ("id" + "x") <= 1) AND NOT "id" + "x" = CAST('NaN' AS DOUBLE PRECISION)), FALSE)

-- RelationFails(relation=AmongTuples(columns=('id', 'car"rier'), tuples=((1, 'UA'), (None, "it's")), other_types='refuse'), skip_nulls='never')
NOT COALESCE((("id" = 1 AND "car""rier" COLLATE "C" = 'UA') OR ("id" IS NULL AND "car""rier" COLLATE "C" = 'it''s')), FALSE)
