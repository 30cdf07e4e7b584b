import { describe, expect, test } from 'vitest'
import { parseClabe, parseCurp, parsePhone, parsePostalCode, parseRfc } from '../../src/mexico.ts'

describe('parseRfc', () => {
  test('normalises case, spaces, dashes, a decomposed Ñ and a country prefix', () => {
    const given = ['goya780416gm0', 'GOYA-780416-GM0', ' goya 780416 gm0 ', 'MXGOYA780416GM0']
    for (const text of given) {
      expect(parseRfc(text)).toEqual({
        ok: true,
        value: { rfc: 'GOYA780416GM0', kind: 'individual', date: { yearInCentury: 78, month: 4, day: 16 } },
        warnings: [],
      })
    }
    expect(parseRfc('n\u0303a&010101aaa')).toMatchObject({ ok: true, value: { rfc: 'ÑA&010101AAA', kind: 'entity' } })
  })

  test('a prefix is only dropped when what is left can be an RFC', () => {
    expect(parseRfc('MXA010101AAA')).toMatchObject({ ok: true, value: { rfc: 'MXA010101AAA' } })
  })

  test('knows the two generic ones, without a warning', () => {
    expect(parseRfc('XAXX010101000')).toMatchObject({ ok: true, value: { kind: 'generic-national' }, warnings: [] })
    expect(parseRfc('XEXX010101000')).toMatchObject({ ok: true, value: { kind: 'generic-foreign' }, warnings: [] })
  })

  test.for(['DAA020218JY1', 'EDG811007RB3', 'LME060822IH5', 'NFS0103297H5'])(
    '%s, issued by the SAT with another check digit, passes with a warning',
    (rfc) => {
      expect(parseRfc(rfc)).toMatchObject({ ok: true, value: { rfc, kind: 'entity' }, warnings: ['RFC_CHECK_DIGIT'] })
    },
  )

  test.for([
    ['', 'RFC_BAD_LENGTH'],
    ['GOYA780416GM', 'RFC_BAD_PATTERN'],
    ['GOYA780416GM01', 'RFC_BAD_LENGTH'],
    ['GOYA780230GM0', 'RFC_BAD_DATE'],
    ['GOYA790229GM0', 'RFC_BAD_DATE'],
    ['GOYA781316GM0', 'RFC_BAD_PATTERN'],
    ['GO1A780416GM0', 'RFC_BAD_PATTERN'],
    ['GOYA780416GMB', 'RFC_BAD_PATTERN'],
  ] as const)('%s is refused with %s', ([text, code]) => {
    expect(parseRfc(text)).toEqual({ ok: false, errors: [code] })
  })

  test('29 February of year 00 exists', () => {
    expect(parseRfc('GOYA000229GM0').ok).toBe(true)
  })
})

describe('parseCurp', () => {
  test('reads sex, birth and state', () => {
    expect(parseCurp('boxw310820hnerxn09')).toEqual({
      ok: true,
      value: { curp: 'BOXW310820HNERXN09', sex: 'H', bornOn: '1931-08-20', bornIn: 'NE', generic: false },
      warnings: [],
    })
  })

  test('sex X is a sex', () => {
    const found = Array.from({ length: 10 }, (_, digit) => parseCurp(`BOXW310820XNERXN0${digit}`)).filter(
      ({ ok }) => ok,
    )
    expect(found).toMatchObject([{ value: { sex: 'X' } }])
  })

  test('both generic CURPs of foreigners pass, also the one whose check digit is wrong', () => {
    expect(parseCurp('XEXX010101HNEXXXA4')).toMatchObject({ ok: true, value: { sex: 'H', generic: true } })
    expect(parseCurp('XEXX010101MNEXXXA8')).toMatchObject({ ok: true, value: { sex: 'M', generic: true } })
  })

  test.for([
    ['BOXW310820HNERXN0', 'CURP_BAD_LENGTH'],
    ['BOXW310820ZNERXN09', 'CURP_BAD_PATTERN'],
    ['BOXW310820HXXRXN09', 'CURP_BAD_STATE'],
    ['BOXW310230HNERXN09', 'CURP_BAD_DATE'],
    ['BOXW310229HNERXN09', 'CURP_BAD_DATE'],
    ['BOXW310820HNERXN08', 'CURP_CHECK_DIGIT'],
  ] as const)('%s is refused with %s', ([text, code]) => {
    expect(parseCurp(text)).toEqual({ ok: false, errors: [code] })
  })
})

describe('parseClabe', () => {
  test.for(['002010077777777771', '032180000118359719', '014027000005555558', '014028000005555557'])(
    '%s is one',
    (clabe) => {
      expect(parseClabe(clabe)).toMatchObject({ ok: true, value: { clabe, bankCode: clabe.slice(0, 3) }, warnings: [] })
    },
  )

  test('every digit is covered by the check digit', () => {
    const clabe = '032180000118359719'
    for (let place = 0; place < 18; place++) {
      const other = (Number(clabe[place]) + 1) % 10
      expect(parseClabe(clabe.slice(0, place) + other + clabe.slice(place + 1)).ok).toBe(false)
    }
  })

  test('a bank we do not know is a warning', () => {
    const found = Array.from({ length: 10 }, (_, digit) => parseClabe(`99918000011835971${digit}`)).filter(
      ({ ok }) => ok,
    )
    expect(found).toMatchObject([{ value: { bank: null }, warnings: ['CLABE_UNKNOWN_BANK'] }])
  })

  test.for([
    ['03218000011835971', 'CLABE_BAD_LENGTH'],
    ['03218000011835971X', 'CLABE_NOT_DIGITS'],
    ['032180000118359718', 'CLABE_CHECK_DIGIT'],
    ['000000000000000000', 'CLABE_NO_BANK'],
  ] as const)('%s is refused with %s', ([text, code]) => {
    expect(parseClabe(text)).toEqual({ ok: false, errors: [code] })
  })
})

describe('parsePhone', () => {
  test.for([
    '5512345678',
    '55 1234 5678',
    '(55) 1234-5678',
    '+52 55 1234 5678',
    '+52 1 55 1234 5678',
    '5215512345678',
    '525512345678',
    '00525512345678',
    '044 55 1234 5678',
    '045 55 1234 5678',
    '01 55 1234 5678',
  ])('%s is +525512345678', (text) => {
    expect(parsePhone(text)).toEqual({
      ok: true,
      value: { e164: '+525512345678', national: '5512345678' },
      warnings: [],
    })
  })

  test('a national number that starts with 52 keeps it', () => {
    expect(parsePhone('5212345678')).toMatchObject({ ok: true, value: { e164: '+525212345678' } })
  })

  test.for([
    ['+1 555 123 4567', 'PHONE_NOT_MEXICAN'],
    ['12345678', 'PHONE_BAD_LENGTH'],
    ['+52155123456789', 'PHONE_BAD_LENGTH'],
    ['1234567890', 'PHONE_BAD_AREA'],
    ['55-CALL-NOW', 'PHONE_BAD_CHARACTERS'],
    ['', 'PHONE_BAD_CHARACTERS'],
  ] as const)('%s is refused with %s', ([text, code]) => {
    expect(parsePhone(text)).toEqual({ ok: false, errors: [code] })
  })
})

describe('parsePostalCode', () => {
  test.for([
    ['06700', 'CMX'],
    ['22000', 'BCN'],
    ['64000', 'NLE'],
    ['97000', 'YUC'],
  ] as const)('%s is in %s', ([code, sat]) => {
    expect(parsePostalCode(code)).toMatchObject({ ok: true, value: { code, state: { sat } } })
  })

  test.for([
    ['6700', 'POSTAL_CODE_BAD_FORMAT'],
    ['0670O', 'POSTAL_CODE_BAD_FORMAT'],
    ['00100', 'POSTAL_CODE_UNUSED_PREFIX'],
    ['18000', 'POSTAL_CODE_UNUSED_PREFIX'],
  ] as const)('%s is refused with %s', ([text, code]) => {
    expect(parsePostalCode(text)).toEqual({ ok: false, errors: [code] })
  })
})
