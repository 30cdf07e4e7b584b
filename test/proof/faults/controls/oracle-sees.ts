import postgres from 'postgres'
import type { Control } from '../fault.ts'
import { judge } from '../oracle.ts'
import { Told } from '../workload/told.ts'

/** One of each is planted, and the oracle must find it: a judge who sees nothing acquits everybody. */
export const oracleSees: Control = {
  name: 'oracle-sees',
  share: 0,
  async run({ home }) {
    const [tenant = '', other = ''] = home.tenants
    const name = (what: string) => `${tenant}/${oracleSees.name}/${what}`
    const sql = postgres(home.database.superuserUrl, { max: 1 })
    const insert = (table: string, tenantId: string, transfer: string) =>
      sql`insert into ${sql(table)} (tenant_id, transfer, quantity) values (${tenantId}, ${transfer}, 1)`
    await insert('stock_sent', tenant, name('half'))
    await insert('stock_sent', other, name('stray'))
    await insert('stock_received', other, name('stray'))
    await insert('stock_sent', tenant, name('denied'))
    await insert('stock_received', tenant, name('denied'))
    await sql.end()
    const told = new Told()
    told.acked.add(name('lost'))
    told.denied.add(name('denied'))
    const found = await judge(home.database.superuserUrl, oracleSees.name, told)
    // The stray is one transfer, and a row of it in each table.
    const shown = found.half === 1 && found.crossTenant === 2 && found.ackedLost === 1 && found.deniedKept === 1
    return { shown, note: 'a half, a stray, a loss and a false denial were planted, and found' }
  },
}
