import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { parseRfc } from '../../src/mexico.ts'
import {
  amount,
  clabe,
  curp,
  findCatalogEntryInput,
  findTaxRuleInput,
  fraction,
  phone,
  postalCode,
  rfc,
  state,
  unitPrice,
} from '../../src/zod.ts'

/** The codes of the parser, as a form reads them. */
function problems(schema: z.ZodType, value: unknown): unknown[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map((issue) => (issue.code === 'custom' ? issue.params?.['problem'] : issue.code))
}

describe('a schema of a single value', () => {
  test.for<[what: string, schema: z.ZodType, typed: string, written: string]>([
    ['an amount stays as it was typed', amount, '18.50', '18.50'],
    ['a unit price keeps its 6 decimals', unitPrice, '17.241379', '17.241379'],
    ['a fraction may be 0 or 1', fraction, '1', '1'],
    ['an RFC loses dashes and gains capitals', rfc, 'goya-780416-gm0', 'GOYA780416GM0'],
    ['a CURP gains capitals', curp, 'xexx010101hnexxxa4', 'XEXX010101HNEXXXA4'],
    ['a CLABE loses its blanks', clabe, '032 180 00011835971 9', '032180000118359719'],
    ['a phone number becomes E.164', phone, '+52 1 55 1234 5678', '+525512345678'],
    ['a postal code keeps its zero', postalCode, ' 06700 ', '06700'],
    ['a state becomes the code of the SAT', state, '09', 'CMX'],
  ])('%s', ([, schema, typed, written]) => {
    expect(schema.parse(typed)).toBe(written)
  })

  test.for<[problem: string, schema: z.ZodType, typed: unknown]>([
    ['MONEY_NOT_A_NUMBER', amount, 'veinte'],
    ['MONEY_NOT_A_NUMBER', amount, 'NaN'],
    ['MONEY_NEGATIVE', amount, '-0.01'],
    ['MONEY_NOT_CENTAVOS', amount, '0.001'],
    ['MONEY_TOO_MANY_DECIMALS', amount, '0.0000001'],
    ['MONEY_OUT_OF_RANGE', amount, '1000000000000000000'],
    ['invalid_type', amount, 18.5],
    ['MONEY_NEGATIVE', unitPrice, '-1'],
    ['MONEY_TOO_MANY_DECIMALS', unitPrice, '0.0000001'],
    ['MONEY_BAD_RATE', fraction, '16'],
    ['MONEY_BAD_RATE', fraction, '1.000001'],
    ['MONEY_BAD_RATE', fraction, '-0.1'],
    ['invalid_type', fraction, 0.16],
    ['RFC_BAD_LENGTH', rfc, 'GOYA'],
    ['RFC_BAD_PATTERN', rfc, '1234567890123'],
    ['RFC_BAD_DATE', rfc, 'GOYA780230GM0'],
    ['CURP_BAD_LENGTH', curp, 'XEXX'],
    ['CURP_CHECK_DIGIT', curp, 'XEXX010101HNEXXXA5'],
    ['CLABE_CHECK_DIGIT', clabe, '032180000118359718'],
    ['CLABE_NO_BANK', clabe, '000000000000000000'],
    ['PHONE_NOT_MEXICAN', phone, '+1 212 555 0100'],
    ['POSTAL_CODE_UNUSED_PREFIX', postalCode, '17000'],
    ['STATE_UNKNOWN', state, 'TX'],
  ])('says %s', ([problem, schema, typed]) => {
    expect(problems(schema, typed)).toEqual([problem])
  })

  test('takes an RFC with another check digit, which the SAT has issued too', () => {
    expect(parseRfc('DAA020218JY1')).toMatchObject({ ok: true, warnings: ['RFC_CHECK_DIGIT'] })
    expect(rfc.parse('DAA020218JY1')).toBe('DAA020218JY1')
  })

  test('never repeats what was typed', () => {
    const typed = 'GOYA780230GM0'
    expect(JSON.stringify(rfc.safeParse(typed).error?.issues)).not.toContain(typed)
  })

  test('names the field of an object, and is text before and after', () => {
    const receiver = z.strictObject({ rfc, postalCode, total: amount })
    const { error } = receiver.safeParse({ rfc: 'x', postalCode: '06700', total: '1' })
    expect(error?.issues.map(({ path }) => path)).toEqual([['rfc']])
    expectTypeOf<z.input<typeof receiver>>().toEqualTypeOf<{ rfc: string; postalCode: string; total: string }>()
    expectTypeOf<z.output<typeof receiver>>().toEqualTypeOf<{ rfc: string; postalCode: string; total: string }>()
    expect(z.toJSONSchema(receiver).properties).toMatchObject({ rfc: { type: 'string' }, total: { type: 'string' } })
  })
})

test('the inputs of the reads of taxes are those of the reads', () => {
  expect(problems(findTaxRuleInput, { tax: 'iva', key: 'general', on: '2026-11-21' })).toEqual([])
  expect(problems(findTaxRuleInput, { tax: 'isr', key: 'general', on: '2026-02-30' })).toHaveLength(2)
  expect(problems(findTaxRuleInput, { tax: 'iva', key: 'general', on: '0999-01-01' })).toEqual(['invalid_format'])
  expect(problems(findCatalogEntryInput, { catalog: 'c_Meses', code: '01', on: 'today' })).not.toEqual([])
})
