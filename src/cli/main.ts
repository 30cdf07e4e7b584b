#!/usr/bin/env node
import { defineCommand, runCommand, runMain } from 'citty'
import { reportFailure } from './report.ts'

const main = defineCommand({
  meta: {
    name: 'platform-db',
    description: 'Migrations, keys, menus, catalogues, partitions, health and seeds of @platform/db',
  },
  subCommands: {
    generate: () => import('./commands/generate.ts').then((module) => module.default),
    migrate: () => import('./commands/migrate.ts').then((module) => module.default),
    provision: () => import('./commands/provision.ts').then((module) => module.default),
    keys: () => import('./commands/keys.ts').then((module) => module.default),
    context: () => import('./commands/context.ts').then((module) => module.default),
    menu: () => import('./commands/menu.ts').then((module) => module.default),
    catalog: () => import('./commands/catalog.ts').then((module) => module.default),
    doctor: () => import('./commands/doctor.ts').then((module) => module.default),
    verify: () => import('./commands/verify.ts').then((module) => module.default),
    seed: () => import('./commands/seed.ts').then((module) => module.default),
    partitions: () => import('./commands/partitions.ts').then((module) => module.default),
  },
})

const rawArgs = process.argv.slice(2)
if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(main, { rawArgs: rawArgs.length === 0 ? ['--help'] : rawArgs })
} else {
  // Not runMain: it would print the stack of an error, and with it what the error is about.
  await runCommand(main, { rawArgs }).catch((error: unknown) => reportFailure(error, rawArgs.includes('--json')))
}
