import { describe, expect, inject, test } from 'vitest'
import { generateCustom } from '../../src/generate/generate-custom.ts'
import { migrate } from '../../src/migrations.ts'
import { serverDatabase } from '../../src/testing/server-database.ts'
import { connect } from './a-database.ts'
import { AProject } from './a-project.ts'

const notes = (body = 'return new;', extra = '') => `
export const notes = tenantTable('notes', { id: id(), customerId: uuid('customer_id').notNull(), text: text('text').notNull() }, {
  key, access,
  constraints: (t) => [foreignKey({ name: 'notes_customer_fk', columns: [t.tenantId, t.customerId], foreignColumns: [customers.tenantId, customers.id] })],
  ddl: [
    pgTrigger('notes', 'notes_trim', 'before insert or update of text on notes for each row', 'app.trim_note()'),
    pgFunction('app.trim_note', { returns: 'trigger', body: \`begin ${body} end\` }),
    ${extra}
  ],
})`

const visits = (every: string) => `
export const visits = tenantTable('visits', { id: id() }, { key, access${every === '' ? '' : `, partition: { by: 'id', every: '${every}' }`} })`

describe('generate', () => {
  test('writes tables, functions and the rest into one file that runs behind the library, and then finds no changes', async () => {
    using project = new AProject()
    project.write(notes() + visits('month'))
    expect(await project.generate('init')).toMatchObject({
      tag: '0000_init',
      changed: expect.arrayContaining(['function:app.trim_note', 'trigger:notes.notes_trim', 'partition:visits']),
    })
    const text = project.read('0000_init')
    expect(text).toMatch(/^SET LOCAL ROLE app_owner;/)
    expect(text).toMatch(/CREATE TABLE "visits" \([^;]*\) PARTITION BY RANGE \(id\);/)
    expect(text).not.toMatch(/CREATE TABLE "customers"|CREATE SCHEMA/)
    expect(text.indexOf('-- function:app.trim_note')).toBeLessThan(text.indexOf('-- trigger:notes.notes_trim'))
    expect(await project.generate('again')).toMatchObject({ tag: undefined })

    await using database = await anApplication(project)
    expect(
      await database.values(`select relname from pg_class where relname ~ '^(notes|visits)' and relkind in ('r', 'p')
      and (not relforcerowsecurity or not relrowsecurity or pg_get_userbyid(relowner) <> 'app_owner')`),
    ).toEqual([])
    expect(await database.values(`select count(*)::int from pg_inherits where inhparent = 'visits'::regclass`)).toEqual(
      [5],
    )
    // The foreign key into a table of the library was proved without its FORCE, which is back.
    expect(await database.values(`select relforcerowsecurity from pg_class where relname = 'customers'`)).toEqual([
      true,
    ])
  })

  test('a changed function body makes a migration with just that function', async () => {
    using project = new AProject()
    project.write(notes())
    await project.generate('init')
    project.write(notes('new.text := btrim(new.text); return new;'))
    expect(await project.generate('trim')).toEqual({
      tag: '0001_trim',
      tableStatements: 0,
      changed: ['function:app.trim_note'],
      vanished: [],
    })
    expect(project.read('0001_trim').split('--> statement-breakpoint')).toHaveLength(3)
    await using database = await anApplication(project)
    expect(await database.values(`select prosrc ~ 'btrim' from pg_proc where proname = 'trim_note'`)).toEqual([true])
  })

  test('a function with other arguments replaces the old one instead of standing beside it', async () => {
    using project = new AProject()
    const adds = (args: string) =>
      `export const ddl = [pgFunction('app.adds', { args: '${args}', returns: 'integer', body: 'begin return 1; end' })]`
    project.write(adds('a integer'))
    await project.generate('init')
    project.write(adds('a integer, b integer'))
    await project.generate('more')
    await using database = await anApplication(project)
    expect(await database.values(`select pronargs::int from pg_proc where proname = 'adds'`)).toEqual([2])
  })

  test('what is gone from the schema is dropped, a trigger ahead of its table', async () => {
    using project = new AProject()
    project.write(notes() + visits('day'))
    await project.generate('init')
    project.write(visits('day'))
    expect(await project.generate('drop_notes')).toMatchObject({
      vanished: expect.arrayContaining(['trigger:notes.notes_trim', 'function:app.trim_note', 'force:notes']),
    })
    await using database = await anApplication(project)
    expect(
      await database.values(`select to_regclass('notes')::text, to_regprocedure('app.trim_note()')::text`),
    ).toEqual([null])
  })

  test('exclusions, deferrable keys and a foreign key added later run under FORCE', async () => {
    using project = new AProject()
    const plain = `
    export const shifts = tenantTable('shifts', { id: id(), name: text('name').notNull(), noteId: uuid('note_id') }, { key, access, ddl: [
      exclusion('shifts', 'shifts_one_per_name', 'using btree (tenant_id with =, name with =)'), //more
    ] })`
    project.write(notes() + plain + visits('month'))
    await project.generate('init')
    const later = plain.replace(
      '//more',
      `addConstraint('shifts', 'shifts_note_fk', 'foreign key (tenant_id, note_id) references notes (tenant_id, id) deferrable initially deferred'),
       addConstraint('visits', 'visits_note_fk', 'foreign key (tenant_id, id) references notes (tenant_id, id)'),`,
    )
    project.write(notes() + later + visits('month'))
    expect(await project.generate('keys')).toMatchObject({
      changed: ['constraint:shifts.shifts_note_fk', 'constraint:visits.visits_note_fk'],
    })
    await using database = await anApplication(project)
    expect(
      await database.values(`select conname || contype::text || condeferred from pg_constraint
        where conparentid = 0 and conname in ('shifts_note_fk', 'shifts_one_per_name', 'visits_note_fk') order by 1`),
    ).toEqual(['shifts_note_fkftrue', 'shifts_one_per_namexfalse', 'visits_note_fkffalse'])
    expect(
      await database.values(`select relname::text from pg_class
      where relname ~ '^(notes|shifts|visits)' and relkind in ('r', 'p') and not relforcerowsecurity`),
    ).toEqual([])
  })

  test('how an existing table is partitioned cannot change, unless by hand', async () => {
    using project = new AProject()
    project.write(visits(''))
    await project.generate('init')
    project.write(visits('month'))
    const before = project.files()
    await expect(project.generate('partition')).rejects.toMatchObject({ code: 'INVALID', details: { table: 'visits' } })
    expect(project.files()).toEqual(before)
    const custom = await generateCustom({ schema: 'schema.ts', out: 'drizzle', cwd: project.cwd, name: 'by_hand' })
    expect(custom).toEqual({ tag: '0001_by_hand', toWrite: ['partition:visits'] })
    expect(await project.generate('again')).toMatchObject({ tag: undefined })
    project.write(visits(''))
    await expect(project.generate('back')).rejects.toMatchObject({ code: 'INVALID', details: { table: 'visits' } })
  })

  test('a table that loses its partitioning by being dropped is only dropped', async () => {
    using project = new AProject()
    project.write(notes() + visits('month'))
    await project.generate('init')
    project.write(notes())
    await project.generate('drop_visits')
    await using database = await anApplication(project)
    expect(
      await database.values(`select count(*)::int from app_private.partitioned_tables where table_name = 'visits'`),
    ).toEqual([0])
  })

  test("a schema file that cannot be loaded is the caller's error", async () => {
    using project = new AProject()
    project.write('export const = 1')
    await expect(project.generate('init')).rejects.toMatchObject({ code: 'INVALID', details: { field: 'schema' } })
  })

  test('a raw pgTable is refused by name', async () => {
    using project = new AProject()
    project.write(`export const loose = pgTable('loose_ends', { id: integer('id') })`)
    await expect(project.generate('init')).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/loose_ends.*tenantTable, referenceTable or platformTable/),
      details: { table: 'loose_ends' },
    })
  })

  test('two objects of one name are refused', async () => {
    using project = new AProject()
    project.write(
      `${notes()}\nexport const ddl = [pgFunction('app.trim_note', { returns: 'trigger', body: 'begin end' })]`,
    )
    await expect(project.generate('init')).rejects.toMatchObject({ details: { object: 'function:app.trim_note' } })
  })

  test('a parameter in a check is refused before PostgreSQL would', async () => {
    using project = new AProject()
    project.write(`import { check } from 'drizzle-orm/pg-core'
export const tips = tenantTable('tips', { id: id(), amount: integer('amount') }, { key, access, constraints: (t) => [check('tips_small', sql\`\${t.amount} < \${1000}\`)] })`)
    await expect(project.generate('init')).rejects.toMatchObject({ code: 'INVALID', details: { table: 'tips' } })
    expect(project.files()).toEqual(['schema.ts'])
  })

  test('a rename asks on a terminal; without one it says so and writes nothing', async () => {
    using project = new AProject()
    project.write(notes())
    await project.generate('init')
    const before = project.files()
    project.write(
      notes().replace("text: text('text')", "text: text('words')").replace('update of text', 'update of words'),
    )
    await expect(project.generate('rename')).rejects.toMatchObject({ message: expect.stringContaining('terminal') })
    expect(project.files()).toEqual(before)
  })

  test('a check of what is pending writes nothing', async () => {
    using project = new AProject()
    project.write(notes())
    expect(await project.generate('init', { check: true })).toMatchObject({ tag: '0000_init' })
    expect(project.files()).toEqual(['schema.ts'])
  })

  test('a file outside a transaction starts with its mark', async () => {
    using project = new AProject()
    project.write(notes())
    await project.generate('init')
    const options = { schema: 'schema.ts', out: 'drizzle', cwd: project.cwd, name: 'indexes', noTransaction: true }
    expect(await generateCustom(options)).toEqual({ tag: '0001_indexes', toWrite: [] })
    expect(project.read('0001_indexes')).toBe('-- no-transaction\nSET ROLE app_owner;\n')
    await using database = await anApplication(project)
    expect(await database.values('select current_user = session_user')).toEqual([true])
  })
})

/** The library's migrations and then the project's, in a database of their own. */
async function anApplication(project: AProject) {
  const database = await serverDatabase(inject('serverUrl'), [])
  const url = database.superuserUrl
  await migrate({ url }, { folder: project.folder, journal: 'project' })
  const sql = connect(url)
  return {
    /** The first column. */
    values: async (text: string): Promise<readonly unknown[]> =>
      (await sql.unsafe<Record<string, unknown>[]>(text)).map((row) => Object.values(row)[0]),
    [Symbol.asyncDispose]: async () => {
      await sql.end()
      await database.drop()
    },
  }
}
