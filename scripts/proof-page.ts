// Writes docs/proof.md from the recorded runs of the proofs; with `--check` only compares.
import { isProofPageFresh, writeProofPage } from './proof.ts'

if (!process.argv.includes('--check')) {
  writeProofPage()
} else if (!isProofPageFresh()) {
  console.error('docs/proof.md is not what docs/proof/*.json make of it: run tsx scripts/proof-page.ts')
  process.exitCode = 1
}
