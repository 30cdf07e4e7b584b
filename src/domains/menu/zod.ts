import { z } from 'zod'
import { amount, moment, uuid } from '../../kernel/zod.ts'
import { services } from '../restaurants/services.ts'
import { weekWindow } from '../restaurants/zod.ts'
import { channels } from './channels.ts'
import { imageAddress } from './check-menu-file.ts'
import type { DraftMenu } from './draft-menu.ts'
import type { ExportMenu } from './export-menu.ts'
import type { ImportMenu } from './import-menu.ts'
import type { ListMenu } from './list-menu.ts'
import type { MarkSoldOut } from './mark-sold-out.ts'
import type { MenuAt } from './menu-at.ts'
import type { MenuFile } from './menu-file.ts'
import { ivaClasses } from './menu-items.ts'
import type { PublishMenu } from './publish-menu.ts'
import { type Choice, groupPricings, maxChoiceQuantity } from './selectable.ts'
import type { SearchMenu } from './search-menu.ts'
import { isSearchText } from './search-words.ts'
import type { SetPrice } from './set-price.ts'

/** Text that is kept as it is: the rules are those of `checkMenuFile`, which trims nothing. */
const text = (max: number) =>
  z
    .string()
    .regex(/^(?=[^]*\S)[^\0\p{Cs}]*$/u)
    .max(max)
const note = z
  .string()
  .regex(/^[^\0\p{Cs}]*$/u)
  .max(2000)
const name = text(200)
const key = text(100)
const count = z.int().min(0).max(50)
const some = z.int().min(1).max(50)

const rules = {
  minDistinct: count.exactOptional(),
  maxDistinct: some.exactOptional(),
  freeQuantity: count.exactOptional(),
}

const fileDaypart = z.strictObject({
  name,
  windows: z.array(weekWindow).min(1).max(100),
})

const fileGroup = z.strictObject({
  key,
  name,
  minSelected: count,
  maxSelected: some,
  ...rules,
  pricing: z.enum(groupPricings).exactOptional(),
  defaultsCharged: z.boolean().exactOptional(),
  options: z
    .array(
      z.strictObject({
        sku: text(300).exactOptional(),
        name,
        price: amount,
        maxQuantity: some.exactOptional(),
        defaultQuantity: count.exactOptional(),
        modifierGroups: z.array(key).max(100).exactOptional(),
      }),
    )
    .min(1)
    .max(100),
})

const fileItem = z.strictObject({
  sku: z.string().regex(/^[A-Z0-9-]{3,20}$/),
  name,
  description: note.nullable().exactOptional(),
  price: amount,
  ivaClass: z.enum(ivaClasses).exactOptional(),
  satProductKey: z
    .string()
    .regex(/^[0-9]{8}$/)
    .exactOptional(),
  satUnitKey: z
    .string()
    .regex(/^[A-Z0-9]{2,3}$/)
    .exactOptional(),
  prepMinutes: z.int().min(0).max(1440).exactOptional(),
  allergens: z.array(text(40)).max(30).exactOptional(),
  images: z.array(z.string().regex(imageAddress)).max(10).exactOptional(),
  daypart: name.exactOptional(),
  modifierGroups: z
    .array(
      z.union([
        key,
        z.strictObject({
          key,
          minSelected: count.exactOptional(),
          maxSelected: some.exactOptional(),
          ...rules,
          optionPrices: z.record(z.string(), amount).exactOptional(),
        }),
      ]),
    )
    .max(100)
    .exactOptional(),
})

const heading = { name, description: note.exactOptional(), daypart: name.exactOptional(), items: z.array(fileItem) }
// Written out level by level, as below: the fifth has nothing under it.
const fifthHeading = z.strictObject({ ...heading, categories: z.array(z.never()).max(0).exactOptional() })
const fourthHeading = z.strictObject({ ...heading, categories: z.array(fifthHeading).max(500).exactOptional() })
const thirdHeading = z.strictObject({ ...heading, categories: z.array(fourthHeading).max(500).exactOptional() })
const secondHeading = z.strictObject({ ...heading, categories: z.array(thirdHeading).max(500).exactOptional() })
const firstHeading = z.strictObject({ ...heading, categories: z.array(secondHeading).max(500).exactOptional() })

/**
 * A menu as a file holds it: the form of every field. What one field says of another, such as a group that the file does
 * not have, is for `checkMenuFile`, whose problems name the same fields.
 */
export const menuFile = z.strictObject({
  name,
  dayparts: z.array(fileDaypart).max(100).exactOptional(),
  modifierGroups: z.array(fileGroup).max(5000),
  categories: z.array(firstHeading).min(1).max(500),
}) satisfies z.ZodType<MenuFile>

/** What `importMenu` takes. */
export const importMenuInput = z.strictObject({
  restaurantId: uuid,
  menuId: uuid.exactOptional(),
  menu: menuFile,
}) satisfies z.ZodType<ImportMenu>

/** What `exportMenu` takes. */
export const exportMenuInput = z.strictObject({ versionId: uuid }) satisfies z.ZodType<ExportMenu>

/** What `draftMenu` takes. */
export const draftMenuInput = z.strictObject({ versionId: uuid }) satisfies z.ZodType<DraftMenu>

/** What `publishMenu` takes. */
export const publishMenuInput = z.strictObject({
  versionId: uuid,
  branchIds: z.array(uuid).min(1).max(1000).exactOptional(),
  channels: z.array(z.enum(channels)).min(1).max(channels.length).exactOptional(),
  from: moment.exactOptional(),
}) satisfies z.ZodType<PublishMenu>

/** What `menuAt` takes; the cache is the process's own. */
export const menuAtInput = z.strictObject({
  branchId: uuid,
  service: z.enum(services),
  channel: z.enum(channels).exactOptional(),
  at: moment.exactOptional(),
}) satisfies z.ZodType<MenuAt>

/** What `listMenu` takes. */
export const listMenuInput = z.strictObject({
  branchId: uuid,
  channel: z.enum(channels).exactOptional(),
  service: z.enum(services).exactOptional(),
}) satisfies z.ZodType<ListMenu>

/** What `markSoldOut` takes. */
export const markSoldOutInput = z.strictObject({
  branchId: uuid,
  productId: uuid,
  until: moment.exactOptional(),
  reason: z.string().max(200).exactOptional(),
}) satisfies z.ZodType<MarkSoldOut>

/** What `markAvailable` takes. */
export const markAvailableInput = z.strictObject({
  branchId: uuid,
  productId: uuid,
}) satisfies z.ZodType<Pick<MarkSoldOut, 'branchId' | 'productId'>>

/** What `setPrice` takes. */
export const setPriceInput = z.strictObject({
  productId: uuid,
  price: amount,
  branchId: uuid.exactOptional(),
  channel: z.enum(channels).exactOptional(),
  service: z.enum(services).exactOptional(),
  from: moment.exactOptional(),
  until: moment.exactOptional(),
}) satisfies z.ZodType<SetPrice>

// Ids in the form in which the menu has them: the rules compare them as text.
const chosen = {
  groupId: uuid.toLowerCase(),
  optionId: uuid.toLowerCase(),
  quantity: z.int().min(1).max(maxChoiceQuantity),
}

/** Of one list; what the groups take is less. */
const mostChoices = 200

const fourth = z.strictObject(chosen)
const third = z.strictObject({ ...chosen, choices: z.array(fourth).max(mostChoices).exactOptional() })
const second = z.strictObject({ ...chosen, choices: z.array(third).max(mostChoices).exactOptional() })
const first = z.strictObject({ ...chosen, choices: z.array(second).max(mostChoices).exactOptional() })

/** What `priceSelection` takes beside the item. Written out level by level, so that JSON Schema can say it. */
export const choices = z.array(first).max(mostChoices) satisfies z.ZodType<readonly Choice[]>

/** What `searchMenu` takes, as a query string would carry it once its numbers are numbers. */
export const searchMenuInput = z.strictObject({
  text: z.string().max(100).refine(isSearchText, { message: 'no word of at least 2 characters' }),
  branchId: uuid.exactOptional(),
  channel: z.enum(channels).exactOptional(),
  service: z.enum(services).exactOptional(),
  near: z
    .strictObject({
      longitude: z.number().min(-180).max(180),
      latitude: z.number().min(-90).max(90),
      radiusMeters: z.number().min(1).max(1_000_000).exactOptional(),
    })
    .exactOptional(),
  limit: z.int().min(1).max(100).exactOptional(),
  after: z.string().exactOptional(),
}) satisfies z.ZodType<SearchMenu>
