import type { MenuDocument } from './menu-document.ts'
import type { Known } from './menu-moment.ts'
import type { MenuHeading } from './menu.ts'

/** A snapshot as this process keeps it: it never changes, so it is never stale. */
export interface KeptMenu {
  readonly etag: string
  readonly document: MenuDocument
  /** What a moment may change of it. */
  readonly known: Known
  /** As it is when nothing of the moment differs; made when first asked for. */
  plain?: readonly MenuHeading[]
}

/**
 * Published menus that a process has read before, for `menuAt`: the least recently read goes first. Whether a reader may
 * see one is asked of the database each time; only the document is not sent again.
 *
 * @param maxMenus each takes about ten times its JSON
 *
 * @example
 * const menus = new MenuCache({ maxMenus: 500 })
 * const menu = await db.as(guest, (tx) => menuAt(tx, { branchId, service: 'delivery', cache: menus }))
 */
export class MenuCache {
  readonly #places = new Map<string, KeptMenu>()
  readonly #kept = new Map<string, KeptMenu>()
  readonly #maxMenus: number

  constructor({ maxMenus = 200 }: { readonly maxMenus?: number } = {}) {
    this.#maxMenus = maxMenus
  }

  /** What was live there when last asked: need not be sent, if it still is. */
  recall(place: string): KeptMenu | undefined {
    return this.#places.get(place)
  }

  /** Branches and channels with equal menus share one: the first that was read is given back. */
  keep(place: string, read: KeptMenu): KeptMenu {
    const kept = this.#kept.get(read.etag) ?? read
    this.#kept.delete(kept.etag)
    this.#kept.set(kept.etag, kept)
    this.#places.set(place, kept)
    for (const [etag] of this.#kept) {
      if (this.#kept.size <= this.#maxMenus) break
      this.#kept.delete(etag)
      for (const [at, { etag: live }] of this.#places) if (live === etag) this.#places.delete(at)
    }
    return kept
  }
}
