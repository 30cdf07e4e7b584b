import { defineCommand } from 'citty'

const command = defineCommand({
  meta: { name: 'catalog', description: "The SAT's big catalogues" },
  subCommands: {
    import: () => import('./catalog-import.ts').then((module) => module.default),
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
