// @ts-check
import { defineConfig } from 'vitepress'
import { sidebar } from '../sidebar.ts'
import { slug } from '../stage.ts'

export default defineConfig({
  title: '@platform/db',
  description: 'The database of a multi-tenant food-delivery platform in Mexico, as a typed library',
  lang: 'en',
  srcDir: '.cache/pages',
  cacheDir: '.cache/vite',
  outDir: 'dist',
  cleanUrls: true,
  // What all pages share, once and not in each of them.
  metaChunk: true,
  // On GitHub a folder shows its README; here it shows its index.
  rewrites: { 'README.md': 'index.md', ':folder(.*)/README.md': ':folder/index.md' },
  // The default, and the point of it: a dead link breaks the build.
  ignoreDeadLinks: false,
  markdown: {
    anchor: { slugify: slug },
    // Text in braces is text: no page is a template.
    config: (md) => {
      const escape = md.renderer.rules.text
      md.renderer.rules.text = (tokens, index, ...rest) =>
        (escape?.(tokens, index, ...rest) ?? '').replaceAll('{{', '&#123;&#123;').replaceAll('}}', '&#125;&#125;')
    },
  },
  themeConfig: {
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
})
