import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/**
 * The one rule for local times, Temporal's `compatible`: a wall time that the clocks skip is later by as much as they
 * skip, one that they show twice is the first. AT TIME ZONE does the former, but takes the second of two: a bar that is
 * open to 01:30 would close an hour late once a year.
 */
export const localInstant: DdlObject = pgFunction('app.local_instant', {
  args: 'wall timestamp, zone text',
  returns: 'timestamptz',
  volatility: 'stable',
  parallel: 'safe',
  phase: 'before',
  execute: everyone,
  // `earlier` reads the wall clock with the offset of the day before; if that clock did show the time, it was first.
  body: `
declare
  usual timestamptz := wall at time zone zone;
  day_before timestamptz := usual - interval '24 hours';
  earlier timestamptz := usual + ((usual at time zone zone - usual at time zone 'UTC') - (day_before at time zone zone - day_before at time zone 'UTC'));
begin
  return case when earlier < usual and earlier at time zone zone = wall then earlier else usual end;
end`,
})
