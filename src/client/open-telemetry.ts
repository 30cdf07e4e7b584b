import type { DbEvent, OnEvent } from './observe.ts'

/** What `trace.getTracer('…')` of @opentelemetry/api gives: so much of it as is used here. */
export interface Tracer {
  startSpan(
    name: string,
    options: { kind: number; startTime: number; attributes: Record<string, string | number> },
  ): {
    setStatus(status: { code: number; message?: string }): unknown
    end(endTime: number): void
  }
}

/** SpanKind.CLIENT and SpanStatusCode.ERROR of the API, which this package does not load. */
const CLIENT = 2
const ERROR = 2

/**
 * Spans of every scope and statement, for `onEvent`: children of the span that is active where the database was asked. Names
 * and attributes are the stable ones of OpenTelemetry's semantic conventions for databases; no value is among them.
 *
 * @param tracer of the API that the application has: `trace.getTracer('@platform/db')`
 * @param attributes to go with each span, such as `server.address` and `db.namespace`
 *
 * @example
 * const db = await openDb({ url, contextKey, onEvent: openTelemetry(trace.getTracer('@platform/db')) })
 */
export function openTelemetry(tracer: Tracer, attributes: Readonly<Record<string, string | number>> = {}): OnEvent {
  return (event) => {
    const span = spanOf(event)
    if (!span) return
    const ended = Date.now()
    const { name, milliseconds, code, own } = span
    const started = tracer.startSpan(name, {
      kind: CLIENT,
      startTime: ended - milliseconds,
      attributes: {
        'db.system.name': 'postgresql',
        ...attributes,
        ...own,
        ...(code === undefined ? {} : { 'error.type': code }),
      },
    })
    if (code !== undefined) started.setStatus({ code: ERROR, message: code })
    started.end(ended)
  }
}

function spanOf(event: DbEvent) {
  if (event.kind === 'scope') {
    const { actor, milliseconds, code, statements, flushes, attempt } = event
    const own = {
      'db.operation.name': 'TRANSACTION',
      'db.operation.batch.size': statements,
      'platform_db.actor': actor,
      'platform_db.flushes': flushes,
      'platform_db.attempt': attempt,
    }
    return { name: `db.as ${actor}`, milliseconds, code, own }
  }
  if (event.kind === 'statement') {
    const { text, milliseconds, code, rows, sqlstate } = event
    const operation = /[a-z]+/i.exec(text)?.[0].toUpperCase() ?? 'STATEMENT'
    const target = /\b(?:from|into|update)\s+(?:only\s+)?"?([\w.]+)/i.exec(text)?.[1]
    const summary = target === undefined ? operation : `${operation} ${target}`
    const own = {
      'db.operation.name': operation,
      'db.query.summary': summary,
      'db.query.text': text,
      'db.response.returned_rows': rows,
      ...(target === undefined ? {} : { 'db.collection.name': target }),
      ...(sqlstate === undefined ? {} : { 'db.response.status_code': sqlstate }),
    }
    return { name: summary, milliseconds, code, own }
  }
  return undefined
}
