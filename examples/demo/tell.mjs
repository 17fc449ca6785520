import { compare } from './compare.mjs'
import { createStyle, wantsColour } from './style.mjs'

const curtain = `\n${'─'.repeat(78)}\n`

const whatNext = `What to do next:

  npm install bootstrap-gate

  const gate = bootstrapGate()
  app.use(gate)                                // before your routes
  await gate.warmUp(app, ['/', '/orders/1'])   // a path for each lazy part
  app.listen(3000)

Without a warm-up, requiredCompletions says how many clients go in one at a
time: about one for each route that starts something, 4 without the option.
Event streams count too: where so many of them come before anybody else, the
gate opens too early. Let them not count:

  requestWasSuccessful: (req, res) =>
    res.statusCode < 500 && req.headers.accept !== 'text/event-stream'

To try this app by hand: npm start -- --serve
To read on: docs/getting-started.md, docs/warm-up.md, examples/README.md`

/**
 * Tells scenes one after the other, and after more than one what to do next.
 *
 * @returns whether the gated app served everybody in all of them
 */
export async function tell(scenes, clients) {
  const style = createStyle(wantsColour(process.stdout, process.env))
  const print = (text) => process.stdout.write(`${text}\n`)
  let hasServedAll = true
  for (const [index, scene] of scenes.entries()) {
    if (index > 0) print(style.dim(curtain))
    if (!(await compare(scene, clients, { print, style }))) hasServedAll = false
  }
  if (scenes.length > 1) print(`${style.dim(curtain)}\n${whatNext}`)
  return hasServedAll
}
