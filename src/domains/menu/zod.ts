import { z } from 'zod'
import { amount, uuid } from '../../kernel/zod.ts'
import { services } from '../restaurants/services.ts'
import type { ImportMenu } from './import-menu.ts'
import type { MenuFile } from './menu-file.ts'
import { ivaClasses } from './menu-items.ts'
import { channels } from './channels.ts'
import type { SearchMenu } from './search-menu.ts'
import { isSearchText } from './search-words.ts'
import { type Choice, maxChoiceQuantity } from './selectable.ts'

const name = z.string().trim().min(1).max(200)

/** A menu as a file holds it. */
export const menuFile = z.strictObject({
  name,
  modifierGroups: z.array(
    z.strictObject({
      key: z.string().trim().min(1).max(100),
      name,
      minSelected: z.int().min(0).max(50),
      maxSelected: z.int().min(1).max(50),
      options: z
        .array(z.strictObject({ name, price: amount }))
        .min(1)
        .max(100),
    }),
  ),
  categories: z
    .array(
      z.strictObject({
        name,
        items: z.array(
          z.strictObject({
            sku: z.string().regex(/^[A-Z0-9-]{3,20}$/),
            name,
            description: z.string().max(2000).nullable(),
            price: amount,
            prepMinutes: z.int().min(0).max(1440),
            allergens: z.array(z.string().min(1).max(40)),
            modifierGroups: z.array(z.string()),
            ivaClass: z.enum(ivaClasses).exactOptional(),
          }),
        ),
      }),
    )
    .min(1)
    .max(500),
}) satisfies z.ZodType<MenuFile>

/** What `importMenu` takes. */
export const importMenuInput = z.strictObject({ restaurantId: uuid, menu: menuFile }) satisfies z.ZodType<ImportMenu>

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
