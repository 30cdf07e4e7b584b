import { openStatement } from './statement.mjs'

/** The strict mode: verified at entry, and again at each use in each statement. */
export const open = (setting) =>
  openStatement(setting.strictUrl, setting, (token) => [['select app.enter($1)', [token]]])
