import { expect, test } from 'vitest'
import { toMermaid } from '../../src/erd/mermaid.ts'
import { erdPages } from '../../scripts/erd-pages.ts'
import { aDiagram } from './a-diagram.ts'

test('tables, keys, what may be null, what is personal, and who may do what', () => {
  expect(toMermaid(aDiagram())).toBe(`erDiagram
  colors["colors, reference"] {
    text code PK
    may select "every actor"
  }
  customers["customers of customers"]
  locker_keys["locker_keys, tenant"] {
    uuid tenant_id PK
    uuid locker_id PK, FK
    integer key_no PK
    timestamptz until_at "may be null, computed"
  }
  lockers["lockers, tenant"] {
    uuid tenant_id PK
    uuid id PK, FK
    uuid customer_id FK "may be null"
    text color FK
    text label "may be null, personal: words"
    numeric(9_6) longitude "may be null"
    integer last_key FK "may be null"
    may select "customer* courier* staff"
    may update "staff"
  }
  raw["raw"] {
    uuid id PK
  }
  lockers ||--o{ locker_keys : locker_id
  colors ||--o{ lockers : color
  customers |o--o| lockers : customer_id
  locker_keys |o--o| lockers : last_key
`)
})

test('every line of every page is one that Mermaid 11 reads', () => {
  const line =
    /^(erDiagram|  \w+\["[\w ,.]+"\]( \{)?|    [\w[\]()]+ \w+( (PK|FK|PK, FK))?( "[\w ,:*]+")?|  \}|  \w+ (\|\||\|o)--(o\{|o\|) \w+ : \w+)$/
  const blocks = [...erdPages().values()].flatMap((page) =>
    [...page.matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map(([, text = '']) => text),
  )
  expect(blocks.length).toBeGreaterThan(10)
  expect(blocks.flatMap((text) => text.split('\n').filter((text_) => !line.test(text_)))).toEqual([])
})
