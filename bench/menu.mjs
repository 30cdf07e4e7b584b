import postgres from 'postgres'
import { createTenant, customers, newId, service } from '../dist/index.js'
import { benchDatabase } from './database.mjs'
import { installContenders } from './install.mjs'
import { race } from './contenders.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = ['floor', 'menu-at', 'menu-at-cached', 'prisma', 'typeorm']

/** The one with a cache is what a web server does. */
const ours = { 'menu-at-cached': 'platform-db', 'menu-at': 'platform-db-uncached' }

/** A menu of 64 dishes with 8 options each, read by 16 connections at once. */
export async function run({ rounds = 7, milliseconds = 1500, concurrency = 16, tenants = 20 } = {}) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const places = []
    for (let t = 0; t < tenants; t++) places.push(await aTenant(database.db, t))
    await database.db.close()
    const { superuserUrl, appUrl, contextKey } = database
    const setting = { superuserUrl, appUrl, contextKey, places }
    const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
    const raced = await race(new URL('menu/', import.meta.url), contenders, setting, plan)
    const results = resultsOf('menu', contenders, raced, { concurrency, latencyMs: 0 }).map((row) => ({
      ...row,
      contender: ours[row.contender] ?? row.contender,
    }))
    return {
      server: database.version,
      rounds,
      tenants,
      dishes: 64,
      optionsOfADish: 8,
      results,
      table: tableOf(results, 'menus'),
    }
  } finally {
    await sql.end()
    await database.close()
  }
}

async function aTenant(db, t) {
  const tenantId = newId()
  const customerId = newId()
  const { restaurants } = await db.as(service(tenantId), (tx) =>
    createTenant(tx, {
      slug: `bench-${t}`,
      displayName: `Banco ${t}`,
      legalName: `Banco ${t}, S.A. de C.V.`,
      owner: { userId: newId(), displayName: 'Dueña' },
      restaurants: [{ name: 'La Medida', cuisine: 'mexicana', branch, menu: aMenu() }],
    }),
  )
  await db.as(service(tenantId), (tx) =>
    tx.insert(customers).values({ tenantId, id: customerId, displayName: 'Clienta' }),
  )
  return { tenantId, customerId, branchId: restaurants[0].branchId }
}

const branch = {
  name: 'Centro',
  timeZone: 'America/Mexico_City',
  dayCutoffMinutes: 240,
  ivaRate: '0.160000',
  deliveryFee: '35.00',
  address: {
    street: 'Calle de la Medida',
    exteriorNumber: '12',
    interiorNumber: null,
    neighborhood: 'Centro',
    municipality: 'Cuauhtémoc',
    state: 'CMX',
    postalCode: '06000',
    references: null,
  },
  location: { longitude: '-99.133209', latitude: '19.432608' },
  phone: null,
}

/** 8 headings of 8 dishes, each dish with 2 groups of its own of 4 options. */
function aMenu() {
  const dishes = Array.from({ length: 64 }, (_, i) => i)
  return {
    name: 'Carta',
    modifierGroups: dishes.flatMap((i) =>
      [0, 1].map((g) => ({
        key: `d${i}-g${g}`,
        name: g === 0 ? 'Elige tu salsa' : 'Agrega algo más',
        minSelected: 0,
        maxSelected: 2,
        options: [0, 1, 2, 3].map((o) => ({ name: `Opción ${o + 1} del platillo ${i + 1}`, price: `${o * 3}.50` })),
      })),
    ),
    categories: Array.from({ length: 8 }, (_, c) => ({
      name: `Sección ${c + 1}`,
      items: dishes.slice(c * 8, c * 8 + 8).map((i) => ({
        sku: `PLATO-${i}`,
        name: `Platillo número ${i + 1} de la casa`,
        description: 'Con tortillas hechas a mano, frijoles de la olla y la salsa que usted elija.',
        price: `${40 + i}.00`,
        prepMinutes: 15,
        allergens: [],
        modifierGroups: [`d${i}-g0`, `d${i}-g1`],
      })),
    })),
  }
}
