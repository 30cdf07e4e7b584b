import { invalid, requireList, requireOneOf } from '../../kernel/input.ts'

/** How food reaches a customer: what a branch may offer, keeps hours for, and an order is placed for. */
export const services = ['delivery', 'pickup', 'dine_in'] as const

export type Service = (typeof services)[number]

/** For a check constraint: `'delivery', 'pickup', 'dine_in'`. */
export const serviceList = services.map((service) => `'${service}'`).join(', ')

/** @throws {DbError} `INVALID` unless the value is a list of at least one service, none twice */
export function requireServices(field: string, value: unknown): asserts value is readonly Service[] {
  requireList(field, value, services.length)
  for (const [i, service] of value.entries()) requireOneOf(`${field}[${i}]`, service, services)
  if (new Set(value).size < value.length) throw invalid(field, 'must name each service once')
}
