import { openStatement } from './statement.mjs'

/** The same, of a login that takes on the application's role for each transaction. */
export const open = (setting) =>
  openStatement(setting.superuserUrl, setting, (token) => [
    ['set local role app_user'],
    ['select app.enter($1)', [token]],
  ])
