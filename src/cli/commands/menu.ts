import { defineCommand } from 'citty'

const command = defineCommand({
  meta: { name: 'menu', description: 'Menus as files, JSON or CSV' },
  subCommands: {
    import: () => import('./menu-import.ts').then((module) => module.default),
    export: () => import('./menu-export.ts').then((module) => module.default),
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
