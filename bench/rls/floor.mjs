import { openStatement } from './statement.mjs'

/** A superuser: no row level security, `where tenant_id` alone. */
export const open = (setting) => openStatement(setting.superuserUrl, setting, () => [['select 1']])
