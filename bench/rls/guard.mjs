import { openStatement } from './statement.mjs'

/** The guard and the policies, with a context that was set by hand, and that nobody verified. */
export const open = (setting) =>
  openStatement(setting.appUrl, setting, (token) => [[`set local app.context = '${token}'`, [], false]])
