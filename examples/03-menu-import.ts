import { importMenu, listMenu, menuFileOfCsv, menuProblems, publishMenu } from '@platform/db'
import { newTenant, openTestDb } from '@platform/db/testing'

await using db = await openTestDb()
const { restaurantId, branchId, menuId, customer: guest, staff: owner } = await newTenant(db)

// What a spreadsheet saves as «CSV UTF-8». A price with three decimals, and a choice that does not exist:
const sheet = (price: string, choice: string) => `type,key,sku,name,price,modifierGroups,minSelected,maxSelected
menu,,,Carta de otoño
group,salsa,,Salsa,,,0,2
option,,,Verde,0.00
option,,,Habanero,3.00
category,,,Antojitos
item,,TACO,Taco al pastor,${price},salsa
item,,POZOLE,Pozole rojo,95.00,${choice}
`
const refused = await menuFileOfCsv([sheet('19.505', 'tostadas')])
if (!refused.ok) {
  for (const { line, column, reason } of refused.refused) console.log(`line ${line}, ${column ?? 'row'}: ${reason}`)
}

// Corrected. The file becomes the next version of the menu that the restaurant has: a draft, from which nobody buys.
const read = await menuFileOfCsv([sheet('19.50', 'salsa')])
if (!read.ok) throw new Error('the sheet is still refused')
const { versionId } = await db.as(owner, (tx) => importMenu(tx, { restaurantId, menuId, menu: read.menu }))
console.log(`On sale before: ${await onSale()}`)

const problems = await db.as(owner, (tx) => menuProblems(tx, { versionId }))
console.log(`Problems of the draft: ${problems.length}`)
await db.as(owner, (tx) => publishMenu(tx, { versionId }))
console.log(`On sale after:  ${await onSale()}`)

/** What a guest sees: the one live version of the branch, whole, at any moment. */
async function onSale(): Promise<string> {
  const menu = await db.as(guest, (tx) => listMenu(tx, { branchId }))
  return menu.map(({ name, price }) => `${name} ${price.toFixed(2)}`).join(', ')
}
