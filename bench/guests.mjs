import { newId } from '../dist/index.js'

/** Customers to put in, made one by one, so that no list of them is held. */
export function* guests(count) {
  for (let n = 0; n < count; n++) yield { id: newId(), displayName: `Clienta ${n}`, phone: `+52${5_500_000_000 + n}` }
}
