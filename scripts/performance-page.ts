// Writes docs/performance.md and its charts from the recorded runs of the benchmarks; with `--check` only compares.
import { stalePerformancePages, writePerformancePage } from './performance.ts'

if (!process.argv.includes('--check')) {
  writePerformancePage()
} else if (stalePerformancePages().length > 0) {
  console.error(
    `${stalePerformancePages().join(', ')}: not what docs/performance/*.json make of it; run tsx scripts/performance-page.ts`,
  )
  process.exitCode = 1
}
