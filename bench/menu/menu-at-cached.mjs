import { MenuCache } from '../../dist/index.js'
import { opened } from './menu-at.mjs'

/** As `menu-at`, with a `MenuCache`: the database is asked each time, and sends a document that is known no more. */
export const open = (setting) => opened(setting, () => new MenuCache())
