import type { Scene } from '../../../src/testing/isolation/scene.ts'
import type { Mutant } from './mutant.ts'

/** Who the login is, and what PUBLIC may: the parts that no table shows. Roles are the cluster’s, and put back. */
export const roleMutants = (scene: Scene): readonly Mutant[] => [
  {
    id: 'R01',
    name: 'a login above row security',
    statements: ['alter role app_user bypassrls'],
    undo: ['alter role app_user nobypassrls'],
  },
  {
    id: 'R02',
    name: 'a login that is a superuser',
    statements: ['alter role app_user superuser'],
    undo: ['alter role app_user nosuperuser'],
  },
  {
    id: 'R03',
    name: 'a login that may become the owner',
    statements: ['grant app_owner to app_user'],
    undo: ['revoke app_owner from app_user'],
  },
  {
    id: 'R04',
    name: 'a login that makes roles',
    statements: ['alter role app_user createrole'],
    undo: ['alter role app_user nocreaterole'],
  },
  {
    id: 'R05',
    name: 'a login with settings of its own',
    statements: ['alter role app_user set plan_cache_mode = force_generic_plan'],
    undo: ['alter role app_user reset all'],
  },
  {
    id: 'R06',
    name: 'an owner above row security',
    statements: ['alter role app_owner bypassrls'],
    undo: ['alter role app_owner nobypassrls'],
  },
  {
    id: 'R07',
    name: 'an owner that logs in',
    statements: ['alter role app_owner login'],
    undo: ['alter role app_owner nologin'],
  },
  {
    id: 'H01',
    name: 'set_config for everybody',
    statements: ['grant execute on function pg_catalog.set_config(text, text, boolean) to public'],
  },
  {
    id: 'H02',
    name: 'signals for everybody',
    statements: ['grant execute on function pg_catalog.pg_terminate_backend(integer, bigint) to public'],
  },
  {
    id: 'H03',
    name: 'large objects for everybody',
    statements: ['grant execute on function pg_catalog.lo_create(oid) to public'],
  },
  {
    id: 'H04',
    name: 'temporary tables for everybody',
    statements: [`do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$`],
  },
  { id: 'H05', name: 'objects in public for everybody', statements: ['grant create on schema public to public'] },
  { id: 'H06', name: 'objects beside the context functions', statements: ['grant create on schema app to app_user'] },
  {
    id: 'H07',
    name: 'a closed table that is handed out',
    statements: [
      `grant select on ${scene.tables.find(({ closed }) => closed)?.name ?? scene.shared[0] ?? ''} to app_user`,
    ],
  },
]
