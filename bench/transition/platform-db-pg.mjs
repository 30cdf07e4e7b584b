import { openWith } from './platform-db.mjs'

export const open = (setting) => openWith('pg', setting)
