import { defineCommand } from 'citty'

const command = defineCommand({
  meta: { name: 'tenant', description: 'The businesses on the platform' },
  subCommands: {
    create: () => import('./tenant-create.ts').then((module) => module.default),
    list: () => import('./tenant-list.ts').then((module) => module.default),
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
