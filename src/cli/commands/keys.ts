import { defineCommand } from 'citty'

export default defineCommand({
  meta: { name: 'keys', description: 'The keys that sign tenant contexts' },
  subCommands: {
    new: () => import('./keys-new.ts').then((module) => module.default),
    rotate: () => import('./keys-rotate.ts').then((module) => module.default),
  },
})
