import { expect } from 'vitest'
import { aPromotion } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asSuperuser } from '../as-owner.ts'
import { describeOnServer } from '../only-on-server.ts'

describeOnServer('a quote, whatever a tenant has ever given,', () => {
  test('reads the promotions that come by themselves and did not end, and no others', async ({ db, tenant }) => {
    const { tenantId, service } = tenant
    for (let i = 0; i < 3; i += 1) await aPromotion(tenant)
    await asOwner(
      db,
      service,
      `insert into promotions (tenant_id, name, kind, amount_off, stacking_group, funded_by, by_code, archived_at)
       select '${tenantId}', 'x', 'amount', 1, 'order', 'restaurant', n % 2 = 0, case when n % 2 = 1 then now() end
       from generate_series(1, 5000) n`,
    )
    await asSuperuser(db, 'analyze promotions')
    const plan = await asOwner(
      db,
      service,
      `explain (analyze, timing off, costs off, summary off)
       select * from promotions a where a.tenant_id = '${tenantId}' and a.archived_at is null and not a.by_code order by a.id`,
    )
    const text = plan.flatMap((row) => Object.values(row)).join('\n')
    expect(text).toMatch(/Scan (using|on) promotions_automatic_idx .*actual rows=3 /)
    expect(text).not.toContain('Rows Removed by Filter')
  })
})
