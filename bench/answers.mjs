/**
 * The side of `processes.mjs` that answers: `{ name: input }` asks for `does[name](input)`, `{ end: true }` for the end.
 *
 * @param {Record<string, (input: unknown) => unknown>} does
 * @param {() => unknown} close what is to be closed before the process ends
 */
export function answers(does, close = () => undefined) {
  process.on('message', (question) => void answerTo(question))

  async function answerTo(question) {
    if (question.end) {
      await close()
      process.disconnect()
      return
    }
    const [[what, input]] = Object.entries(question)
    try {
      process.send({ result: await does[what](input) })
    } catch (error) {
      process.send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
}
