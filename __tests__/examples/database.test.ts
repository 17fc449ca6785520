import { Example } from './support/example'

const file = 'database.mjs'

function askForUsers(example: Example) {
  return Promise.all(
    Array.from({ length: 8 }, (_, id) => example.send(`/users/${String(id)}`).answer),
  )
}

describe(`examples/${file}`, () => {
  it('holds the requests that come before the database', async () => {
    const example = await Example.start(file)

    const answers = await askForUsers(example)

    expect(answers.map(({ body }) => body)).toEqual(
      answers.map((_, id) => `{"id":"${String(id)}","name":"user ${String(id)}"}`),
    )
    expect(await example.until('open')).toMatchObject({ reason: 'completed', mostInside: 1 })
  })

  it('answers 503 and fails its health check when there is no database', async () => {
    const example = await Example.start(file, { DATABASE_URL: 'elsewhere' })

    const answers = await askForUsers(example)

    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(503))
    expect(answers.map(({ body }) => body).join()).not.toContain('elsewhere')
    expect((await example.send('/healthz').answer).status).toBe(503)
    await example.until('complained')
    expect(example.errors).toMatch(
      /BOOTSTRAP_GATE_BOOT_FAILED.*\n.*No database answers at elsewhere/,
    )
  })
})
