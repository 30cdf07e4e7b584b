import { openStatement } from './statement.mjs'

/** As `db.as` does it: the signature is verified once, at entry. */
export const open = (setting) => openStatement(setting.appUrl, setting, (token) => [['select app.enter($1)', [token]]])
