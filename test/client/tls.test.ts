import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listOrders, openDb } from '../../src/index.ts'
import { newTenant, openTestDb } from '../../src/testing.ts'
import { runUser } from '../lanes/run-user.ts'
import { startServer } from '../lanes/servers.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

describe.each(serverDrivers)('over TLS, with the driver %s,', (driver) => {
  test('a handle works, is cut in the middle of work, works again, and closes without an error that nobody hears', async ({
    skip,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'platform-db-tls-'))
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    try {
      const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
      execFileSync('openssl', [...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
    } catch {
      rmSync(folder, { recursive: true })
      skip('no openssl here to make a certificate with')
    }
    const user = runUser()
    chmodSync(key, 0o600)
    if (user) for (const path of [folder, key, certificate]) chownSync(path, user.uid, user.gid)
    const server = await startServer(15, { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key })
    const direct = await openTestDb({ serverUrl: server.adminUrl })
    const { url = '', contextKey = '' } = direct.server ?? {}
    const { staff } = await newTenant(direct)
    const db = await openDb({ url: `${url}?sslmode=require`, contextKey, connections: 2, driver })
    const encrypted = `select ssl from pg_stat_ssl where pid = pg_backend_pid()`

    expect(await db.as(staff, (tx) => tx.execute(encrypted))).toEqual([{ ssl: true }])
    const cut = db.as(staff, (tx) => tx.execute(`select pg_terminate_backend(pg_backend_pid()) from pg_sleep(0)`))
    await expect(cut).rejects.toMatchObject({ code: expect.stringMatching(/FORBIDDEN|COMMIT_UNKNOWN/) })
    const late = await openDb({ url: `${url}?sslmode=require`, contextKey, deadlineMs: 1500, connections: 1, driver })
    const [slow] = await Promise.allSettled([late.as(staff, (tx) => tx.execute(`select pg_sleep(20)`))])
    expect(slow).toMatchObject({ status: 'rejected', reason: { code: 'TIMEOUT' } })
    expect(await late.as(staff, (tx) => listOrders(tx))).toEqual([])

    await late.close()
    await db.close()
    await direct.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  })
})
