import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkMenuFile, csvOfMenuFile, type MenuFile, menuFileOfCsv } from '../../src/index.ts'
import { documentOfFile } from '../../src/domains/menu/document-of-file.ts'
import { aMenu } from '../../src/testing.ts'
import { aMenuFile } from './a-menu-file.ts'
import { withoutIds } from './without-ids.ts'

const csv = (menu: MenuFile) => [...csvOfMenuFile(menu)].join('')
const ofDocument = (menu: MenuFile) => {
  const document = documentOfFile(menu)
  return withoutIds(document, document.dayparts ?? [])
}
const refused = async (text: string) => {
  const read = await menuFileOfCsv([text])
  return read.ok ? [] : read.refused.map(({ line, column, reason }) => `${line} ${column ?? '-'} ${reason}`)
}

describe('menus as CSV', () => {
  test('what is written is read back as the same menu, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const menu = aMenuFile(g)
        expect(checkMenuFile(menu)).toEqual([])
        const read = await menuFileOfCsv([csv(menu)])
        expect(read).toMatchObject({ ok: true })
        if (read.ok) expect(ofDocument(read.menu)).toEqual(ofDocument(menu))
        // And what was read is written as it was.
        if (read.ok) expect(await menuFileOfCsv([csv(read.menu)])).toEqual(read)
      }),
      { numRuns: 300 },
    )
  })

  test('columns in any order, in capitals, only those that are used, short rows and empty ones', async () => {
    const text = [
      'NAME,Type,price,sku,windows,key,minSelected,maxSelected,modifierGroups,daypart,defaultsCharged,level',
      'Carta,menu',
      'Semana,daypart,,,1-2 07:00-12:00; 7 18:00-24:00',
      'Salsa,group,,,,salsa,0,1,,,VERDADERO',
      'Verde,option,0',
      ',,,,,,,',
      'Tacos,category,,,,,,,,Semana',
      'De res,category,,,,,,,,,,2',
      'Suadero,item,18.5,SUA,,,,, salsa ;',
      '',
    ]
    expect(await menuFileOfCsv([text.join('\r\n')])).toEqual({
      ok: true,
      menu: {
        name: 'Carta',
        dayparts: [
          {
            name: 'Semana',
            windows: [
              { weekday: 1, opens: '07:00', closes: '12:00' },
              { weekday: 2, opens: '07:00', closes: '12:00' },
              { weekday: 7, opens: '18:00', closes: '24:00' },
            ],
          },
        ],
        modifierGroups: [
          {
            key: 'salsa',
            name: 'Salsa',
            minSelected: 0,
            maxSelected: 1,
            defaultsCharged: true,
            options: [{ name: 'Verde', price: '0' }],
          },
        ],
        categories: [
          {
            name: 'Tacos',
            daypart: 'Semana',
            items: [],
            categories: [
              { name: 'De res', items: [{ sku: 'SUA', name: 'Suadero', price: '18.5', modifierGroups: ['salsa'] }] },
            ],
          },
        ],
      },
    })
  })

  test('begins with a byte order mark, and no cell begins like a formula', () => {
    const text = csv(aMenu({ name: '=HYPERLINK("https://x.example")', categories: [{ name: '@sum', items: [] }] }))
    expect(text.charCodeAt(0)).toBe(0xfe_ff)
    expect(text).toContain(`menu,,,,"'=HYPERLINK(""https://x.example"")"`)
    expect(text).toContain(`category,1,,,'@sum,`)
  })

  test('tells all that is wrong, by line and column', async () => {
    const text = [
      'type,level,key,sku,name,price,prepMinutes,modifierGroups,daypart,windows,minSelected,maxSelected,allergens',
      'menu,,,,Carta',
      'daypart,,,,Siempre,,,,,lunes',
      'group,,salsa,,Salsa,,,,,,2,1',
      'option,,,,Verde,gratis',
      'category,,,,"dos',
      'líneas"',
      'option,,,,Roja,1',
      'item,,,taco,Taco,"1,200.00",poco,salsa;pan',
      'item-group,,queso,,,,,,,,1',
      'item-option,,,,Verde,1',
      'item,,,AGUA,,10,5,,Tarde',
      'item-option,,,,Verde,1',
      'category,3,,,Postres',
      'plato,,,,Flan',
      'category,1,,,Otros,3',
      'menu,,,,Otra',
    ]
    expect(await refused(text.join('\n'))).toEqual([
      '3 windows must be windows such as 1-5 07:00-12:00; 7 18:00-02:00',
      '4 minSelected must be an integer from 0 to 1',
      '5 price must be an amount in pesos, as text',
      '8 type must stand below a row of type group',
      '9 sku must be 3 to 20 of A–Z, 0–9 and -',
      '9 price must be an amount in pesos, as text',
      '9 prepMinutes must be an integer from 0 to 1440',
      '9 modifierGroups names a group that the file does not have',
      '10 key names a group that the file does not have',
      '12 name must be text of 1 to 200 characters',
      '12 daypart names a daypart that the file does not have',
      '13 type must stand below a row of type item-group',
      '14 level must be 1 to 5, and at most one more than that of the category above it',
      '15 type must be one of menu, daypart, group, option, category, item, item-group, item-option',
      '16 price is not used in a row of type category',
      '17 type menu stands in line 2 already',
    ])
  })

  test('the price of an option is refused in its own row, also when its name is a number', async () => {
    const head =
      'type,key,name,price,minSelected,maxSelected,sku\nmenu,,Carta\ngroup,g,G,,0,1\noption,,b,1\noption,,2,1\n'
    const rows =
      'category,,C\nitem,,I,1,,,SKU\nitem-group,g\nitem-option,,b,x\nitem-option,,2,1\nitem-option,,2,1\nitem-option,,,1\n'
    expect(await refused(head + rows)).toEqual([
      '9 - must be an amount in pesos, as text',
      '11 name stands twice',
      '12 name must name an option of the group',
    ])
  })

  test.for<[what: string, text: string, refusal: string]>([
    ['nothing', '', '1 - has no header'],
    ['semicolons between columns', 'type;name\nmenu;x\n', '1 - must separate its columns by commas'],
    ['a column twice', 'type,name,NAME\n', '1 - has a column twice'],
    ['no column of types', 'name,price\n', '1 - must have the column type'],
    ['a cell too many', 'type,name\nmenu,Carta\ncategory,C\nitem,x,y\n', '4 - has 3 cells, the header 2'],
    ['no menu', 'type,name\ncategory,C\n', '1 - has no row of type menu'],
    ['no category', 'type,name\nmenu,Carta\n', '2 - categories must be a list of 1 to 500'],
    ['a lost quote', 'type,name\nmenu,Ca"rta\n', '2 - has a quote inside a cell that does not begin with one'],
    ['another encoding', 'type,name\nmenu,Jam\uFFFDn\ncategory,C\n', '2 name is not UTF-8'],
    [
      'a group without options',
      'type,name,key,minSelected,maxSelected\nmenu,C\ngroup,G,g,0,1\ncategory,C\n',
      '3 - options must be a list of 1 to 100',
    ],
  ])('refuses %s', async ([, text, refusal]) => {
    expect(await refused(text)).toEqual([refusal])
  })

  test('refuses a column that it does not know', async () => {
    expect(await refused('type,name,precio\nmenu,Carta\n')).toEqual([
      expect.stringMatching(/^1 - has a column that is none of type, level, /),
    ])
  })
})
