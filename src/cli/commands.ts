import { type CommandDef, defineCommand } from 'citty'

/** Every command there is; `--help`, docs/cli.md and their test walk this tree. Nothing is loaded before it is asked for. */
export const platformDb: CommandDef = defineCommand({
  meta: {
    name: 'platform-db',
    description: 'Migrations, keys, tenants, menus, catalogues, partitions and health of @platform/db',
    examples: [
      ['platform-db init', 'begin an application in this folder'],
      ['platform-db migrate --dry-run', 'see what a database lacks'],
      ['platform-db doctor --json', 'look for what would let row level security down'],
    ],
  },
  subCommands: {
    init: () => import('./commands/init.ts').then((module) => module.default),
    generate: () => import('./commands/generate.ts').then((module) => module.default),
    migrate: () => import('./commands/migrate.ts').then((module) => module.default),
    provision: () => import('./commands/provision.ts').then((module) => module.default),
    keys: () => import('./commands/keys.ts').then((module) => module.default),
    context: () => import('./commands/context.ts').then((module) => module.default),
    tenant: () => import('./commands/tenant.ts').then((module) => module.default),
    menu: () => import('./commands/menu.ts').then((module) => module.default),
    catalog: () => import('./commands/catalog.ts').then((module) => module.default),
    doctor: () => import('./commands/doctor.ts').then((module) => module.default),
    erd: () => import('./commands/erd.ts').then((module) => module.default),
    partitions: () => import('./commands/partitions.ts').then((module) => module.default),
    studio: () => import('./commands/studio.ts').then((module) => module.default),
  },
})
