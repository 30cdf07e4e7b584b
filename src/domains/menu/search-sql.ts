import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import { between } from './search-words.ts'

/** What a word is worth by where it stands; a word that is only similar is worth its similarity of that. */
const points = { name: 900, category: 600, description: 300 }

const mostWords = 8

/** Trigrams of a word, with two blanks before and one behind: how it begins counts most. */
const gramsOf = (word: string) =>
  `(select array_agg(distinct substr('  ' || ${word} || ' ', n, 3)) from generate_series(1, length(${word}) + 1) n)`

/** Of a beginning: the same, without what only the whole word has. */
const headOf = (word: string) =>
  `(select array_agg(distinct key || '~' || substr('  ' || ${word}, n, 3)) from generate_series(1, length(${word})) n)`

/**
 * Rows by their terms, looked at before anything else is asked of them: the planner takes an array's operator for as
 * cheap as any other, and would rather read all rows of the versions by their key (measured: five times the time).
 */
const withTerms = (columns: string, terms: string) => `materialized (
    select s.tenant_id, s.version_id, ${columns} from app_private.menu_search s where s.terms ${terms}
  )`

export const searchFunctions: readonly DdlObject[] = [
  pgFunction('app.search_words', {
    args: 'content text',
    returns: 'table (word text, stem text)',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    rows: 10,
    // In their order, one row each; of a word that says nothing (de, con, la) the stem is null.
    body: `
select w.word, case when w.word <> '' then (ts_lexize('pg_catalog.spanish_stem', w.word))[1] end
from unnest(string_to_array(app.fold(btrim(regexp_replace(content, '[${between}]+', ' ', 'g'))), ' ')) as w (word)`,
  }),
  pgFunction('app.search_key', {
    args: 'of_tenant uuid',
    returns: 'text',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    // Short, for it stands before every term. Two tenants of one key share lists, not rows: each row's tenant is looked at.
    body: `select left(encode(sha256(uuid_send(of_tenant)), 'hex'), 8)`,
  }),
  pgFunction('app.search_terms', {
    args: 'key text, stems text[], words text[]',
    returns: 'text[]',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    body: `
select coalesce(array_agg(distinct key || t.term), '{}') from (
  select '=' || s.stem from unnest(stems) as s (stem) where s.stem is not null
  union all
  select '~' || g.gram from unnest(words) as w (word), unnest(${gramsOf('w.word')}) as g (gram)
) as t (term)`,
  }),
  pgFunction('app.index_menu', {
    args: 'of_version uuid',
    returns: 'void',
    security: 'definer',
    body: `
declare
  own constant uuid := app.tenant_id();
begin
  insert into app_private.menu_search (tenant_id, version_id, item_id, place, name_key, name_words, name_stems, category_words,
    category_stems, description_stems, terms)
  with headings as (
    select h.category, coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems
    from (select distinct i.category from published_items i where i.tenant_id = own and i.version_id = of_version) h
    left join lateral app.search_words(h.category) with ordinality as w (word, stem, place) on true
    group by h.category
  )
  select own, of_version, i.item_id, i.place, app.spanish_key(i.name), n.words, n.stems, h.words, h.stems, d.stems,
    app.search_terms(app.search_key(own), n.stems || h.stems || d.stems, n.telling || h.words)
  from published_items i
  join headings h on h.category = i.category
  cross join lateral (
    select coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems,
      coalesce(array_agg(w.word) filter (where w.stem is not null), '{}') as telling
    from app.search_words(i.name) with ordinality as w (word, stem, place)
  ) n
  cross join lateral (
    select coalesce(array_agg(distinct w.stem) filter (where w.stem is not null), '{}') as stems from app.search_words(i.description) w
  ) d
  where i.tenant_id = own and i.version_id = of_version;
end`,
  }),
  pgFunction('app.search_menu', {
    args: 'query text, of_branch uuid, of_channel text, of_service text, near_longitude float8, near_latitude float8, radius float8, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer',
    returns:
      'table (number bigint, placement_id uuid, item_id uuid, place integer, rank integer, distance integer, name_key text, matched integer[])',
    volatility: 'stable',
    security: 'definer',
    execute: everyone,
    rows: 20,
    // Its statements are the same for every value: planning them anew each time would be half of the time (measured).
    settings: ['plan_cache_mode = force_generic_plan'],
    // As the owner, for the index on terms: under row level security it could not be used. So every statement names the
    // tenant itself, the guard stands over every table but menu_search, and whoever asks joins what is found as themselves.
    body: `
declare
  own constant uuid := app.tenant_id();
  key constant text := app.search_key(own);
  placements uuid[];
  branch_ids uuid[];
  versions uuid[];
  distances integer[];
  live uuid[];
  words text[];
  word_stems text[];
  asked text;
  asked_stem text;
  grams text[];
  near_terms text[];
  known boolean;
  begun boolean;
  numbers integer[] := '{}';
  stems text[] := '{}';
  weights float8[] := '{}';
  more_stems text[];
  more_weights float8[];
begin
  -- What is sold now: of each branch, the last that began.
  select array_agg(p.id), array_agg(b.id), array_agg(p.version_id), array_agg(b.distance), array_agg(distinct p.version_id)
  into placements, branch_ids, versions, distances, live
  from (
    select b.id, case when near_longitude is null then 0 else round(2 * 6371008.8 * asin(least(1, sqrt(
        sin(radians(b.latitude::float8 - near_latitude) / 2) ^ 2
        + cos(radians(near_latitude)) * cos(radians(b.latitude::float8)) * sin(radians(b.longitude::float8 - near_longitude) / 2) ^ 2))))
      end::integer as distance
    from branches b
    where b.tenant_id = own and b.archived_at is null and of_service = any (b.services) and (of_branch is null or b.id = of_branch)
  ) b
  cross join lateral (
    select p.id, p.version_id, p.live_until_at from menu_placements p
    where p.tenant_id = own and p.branch_id = b.id and p.channel = of_channel and p.live_from_at <= now()
    order by p.live_from_at desc limit 1
  ) p
  where (p.live_until_at is null or p.live_until_at > now()) and (radius is null or near_longitude is null or b.distance <= radius);

  select array_agg(w.word order by w.place), array_agg(coalesce(w.stem, w.word) order by w.place) into words, word_stems
  from (
    select w.word, w.stem, w.place, bool_or(w.stem is not null) over () as telling
    from app.search_words(query) with ordinality as w (word, stem, place) where w.word <> ''
  ) w
  where w.stem is not null or not w.telling;

  -- Which stems each word stands for. As it is written, if a dish has it; else the most similar that dishes have.
  for nth in 1 .. least(coalesce(cardinality(words), 0), ${mostWords}) loop
    asked := words[nth];
    asked_stem := word_stems[nth];
    with s as ${withTerms('s.item_id', "@> array[key || '=' || asked_stem]")}
    select exists (select from s where s.tenant_id = own and s.version_id = any (live)) into known;
    if known then
      numbers := numbers || nth;
      stems := stems || asked_stem;
      weights := weights || 1::float8;
      -- The last one may still be in the writing.
      continue when nth < cardinality(words);
    end if;
    grams := ${gramsOf('asked')};
    -- A short word has too few trigrams to be like another one.
    begun := known or length(asked) < 4;
    near_terms := case when begun then ${headOf('asked')} else array(select key || '~' || g from unnest(grams) g) end;
    with b as ${withTerms('s.name_words, s.name_stems, s.category_words, s.category_stems', '@> near_terms and begun')},
    l as ${withTerms('s.name_words, s.name_stems, s.category_words, s.category_stems', '&& near_terms and not begun')},
    candidates as (
      select distinct u.word, u.stem from (table b union all table l) s
      cross join lateral unnest(s.name_words || s.category_words, s.name_stems || s.category_stems) as u (word, stem)
      where s.tenant_id = own and s.version_id = any (live) and u.stem is not null
    ),
    alike as (
      select w.stem, max(greatest(
        case when starts_with(w.word, asked) then 0.8 end,
        -- Two letters in each other's place.
        case when length(w.word) = length(asked) and length(w.word) > 3 and left(w.word, 1) = left(asked, 1)
          and translate(w.word, asked, '') = '' and translate(asked, w.word, '') = '' then 0.7 end,
        case when not begun then g.shared / (length(w.word) + 1 + cardinality(grams) - g.shared) end
      )) as weight
      from candidates w
      cross join lateral (select count(*)::float8 as shared from unnest(grams) g where strpos('  ' || w.word || ' ', g) > 0) g
      group by w.stem
    )
    select array_agg(m.stem), array_agg(m.weight) into more_stems, more_weights from (
      select s.stem, s.weight from (select s.stem, s.weight, max(s.weight) over () as best from alike s) s
      where s.weight >= 0.3 and s.weight > s.best - 0.1 and s.stem <> asked_stem
      order by s.weight desc limit 10
    ) m;
    numbers := numbers || array_fill(nth, array[coalesce(cardinality(more_stems), 0)]);
    stems := stems || more_stems;
    weights := weights || more_weights;
  end loop;

  return query
  with wanted as (
    select a.number, a.stem, a.weight from unnest(numbers, stems, weights) as a (number, stem, weight)
  ),
  s as ${withTerms('s.item_id, s.place, s.name_key, s.name_stems, s.category_stems, s.description_stems', "&& (select array_agg(key || '=' || a.stem) from wanted a)")},
  found as (
    select s.version_id, s.item_id, s.place, s.name_key, s.name_stems, p.words, p.points
    from s
    cross join lateral (
      select count(*) filter (where w.points > 0) as words, sum(w.points) as points from (
        select max(a.weight * case when a.stem = any (s.name_stems) then ${points.name}
          when a.stem = any (s.category_stems) then ${points.category}
          when a.stem = any (s.description_stems) then ${points.description} else 0 end) as points
        from wanted a group by a.number
      ) w
    ) p
    where s.tenant_id = own and s.version_id = any (live)
  ),
  ranked as (
    -- All words, or, where no dish has all, as many as any has. Of two dishes with the same words, the shorter name fits better.
    select f.version_id, f.item_id, f.place, f.name_key, f.name_stems,
      (round(f.points / f.words) + 99 / greatest(cardinality(array_remove(f.name_stems, null)), 1))::integer as rank
    from (select f.*, max(f.words) over () as most from found f) f where f.words = f.most
  ),
  page as (
    select r.*, l.placement_id, l.branch_id, l.distance
    from ranked r
    join unnest(placements, branch_ids, versions, distances) as l (placement_id, branch_id, version_id, distance) on l.version_id = r.version_id
    where after_rank is null
      or (-r.rank, l.distance, r.name_key collate "C", r.item_id, l.branch_id) > (-after_rank, after_distance, after_name, after_item, after_branch)
    order by r.rank desc, l.distance, r.name_key collate "C", r.item_id, l.branch_id
    limit least(at_most, 101)
  )
  select row_number() over (order by p.rank desc, p.distance, p.name_key collate "C", p.item_id, p.branch_id),
    p.placement_id, p.item_id, p.place, p.rank, case when near_longitude is not null then p.distance end, p.name_key,
    array(select n.place::integer from unnest(p.name_stems) with ordinality as n (stem, place) where n.stem = any (stems) order by n.place)
  from page p;
end`,
  }),
]
