import { defineCommand } from 'citty'

const command = defineCommand({
  meta: { name: 'keys', description: 'The keys that sign tenant contexts' },
  subCommands: {
    new: () => import('./keys-new.ts').then((module) => module.default),
    rotate: () => import('./keys-rotate.ts').then((module) => module.default),
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
