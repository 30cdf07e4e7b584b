import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { bySpanish, restaurants } from '../../src/index.ts'
import { asNobody, asService, type TestDb } from '../../src/testing.ts'
import { test } from '../database.ts'
import { asSuperuser } from './as-owner.ts'

/** Names of dishes, people and places made for this test: every letter, mark, case and sign that a menu has. */
const heads =
  'ábaco abaco Ábrego acitrón achiote Adobo adobó aguachile Ánimas añejo anejo anís Anáhuac arándano árbol arroz asada bacalao Barbacoa betabel birria búfalo cabrito café Cafetería cafeto Cajún cajun cáliz canapé cañón canon canoa Cañita carnitas cazón ceviche chalupa chamorro chícharo chicharrón Chilaquiles chile chongos cigüeña cochinita coñac concha Conchita coco croqueta cúpula dátil discada durazno ejote elote empanada enchilada Ensalada épazote epazote éxtasis flan flauta frijol gallo gordita Güero guero guisado haba hígado hñahñu horchata huauzontle huitlacoche Íntimo jalapeño jamaica Jamón jícama lengua limón llanta Llano llovizna loche machaca maíz mañana manana manzana Mariscos menudo milanesa mixiote mole Molé nana nano nánas Ñandú ñame ñora ñoquis nogada nopal nube ñu ñáñaras obispo ocopa oblea octavo ostión órale óleo paella pájaro panucho pan Pan PAN pán pastel pastor peña pena penal peñasco pibil piña pina piñata pingüino pozole queso quesadilla rábano Rajas rellena res reséña salbute salsa sándwich sandwich sincronizada sope sopa suadero tamal támara tasajo té te tepache tlacoyo torta tórtola tuétano uña una único unico vainilla verde vino Xoconostle xico yuca yogurt zapote zarandeado'.split(
    ' ',
  )

const names = [
  ...heads,
  ...heads.filter((_, i) => i % 2 === 0).map((head, i) => `${head} ${heads[(i * 7) % heads.length]}`),
  ...heads.filter((_, i) => i % 5 === 0).map((head) => head.toUpperCase()),
  ...heads.filter((_, i) => i % 7 === 0).map((head, i) => `${head}-${i}`),
  "O'Higgins",
  'O’Higgins',
  'Ohiggins',
  'S.A.',
  'SA',
  'S. A.',
  '¡Ándale!',
  'Ándale',
  '¿Qué?',
  'Que',
  'Qué',
  '(2) tacos',
  '2 tacos',
  '10 tacos',
  'Coca & Cola',
  'Coca y Cola',
  'Coca-Cola',
  'Coca Cola',
  'CocaCola',
  '#1',
  '$100',
  '100 %',
  '',
  '«Don»',
  '"Don"',
  'Don',
  'don',
  'DON',
  'dOn',
  'resumé',
  'résume',
  'résumé',
  'resume',
  'a_b',
  'a/b',
  'a*b',
  'a+b',
  'a@b',
  // The same letters, composed and not.
  'nin\u0303o',
  'cafe\u0301 B',
  'Çelik',
  'celik',
  'Smørrebrød',
  'smorrebrod',
  'crème',
  'creme',
  'crêpe',
  'crépe',
  'naïve',
]

const array = `array[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]::text[]`

const sorted = async (db: TestDb, order: string): Promise<string[]> =>
  (
    await asSuperuser<{ name: string }>(
      db,
      `select n.name from unnest(${array}) with ordinality as n (name, place) order by ${order}, n.place`,
    )
  ).map(({ name }) => name)

const hasCollation = async (db: TestDb): Promise<boolean> =>
  (await asSuperuser(db, `select from pg_collation where collname = 'es-x-icu'`)).length === 1

describe('Spanish order', () => {
  test('is that of the ICU collation es-x-icu, where the server has it', async ({ db, skip }) => {
    expect(names.length).toBeGreaterThan(300)
    if (!(await hasCollation(db))) {
      console.info('no collation es-x-icu here: the order is compared with it on the server lane')
      return skip()
    }
    expect(await sorted(db, `app.spanish_key(n.name) collate "C"`)).toEqual(
      await sorted(db, `n.name collate "es-x-icu"`),
    )
  })

  test('is the same in JavaScript, which brings the same rules', async ({ db }) => {
    const { compare } = new Intl.Collator('es', { numeric: false })
    const ours = await sorted(db, `app.spanish_key(n.name) collate "C"`)
    expect(ours).toEqual(names.toSorted(compare))
  })

  test('puts ñ after n, and lets accents and case only break ties', async ({ db }) => {
    const few = ['Ñu', 'oblea', 'ñame', 'nube', 'nánas', 'nana', 'Nana', 'NANA', 'nano']
    const rows = await asNobody(db, (tx) =>
      tx.execute<{ name: string }>(
        sql`select n.name from jsonb_array_elements_text(${JSON.stringify(few)}::jsonb) as n (name) order by ${bySpanish(sql`n.name`)}`,
      ),
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'nana',
      'Nana',
      'NANA',
      'nánas',
      'nano',
      'nube',
      'ñame',
      'Ñu',
      'oblea',
    ])
  })

  test('sorts what an application lists', async ({ tenant }) => {
    await asService(tenant, (tx) =>
      tx.insert(restaurants).values(['Ñandú', 'nube', 'Olla', 'Ánimas'].map((name) => ({ name, cuisine: 'mexicana' }))),
    )
    const listed = await asService(tenant, (tx) =>
      tx.select({ name: restaurants.name }).from(restaurants).orderBy(bySpanish(restaurants.name)),
    )
    expect(listed.map(({ name }) => name)).toEqual(['Ánimas', 'La Prueba', 'nube', 'Ñandú', 'Olla'])
  })
})
