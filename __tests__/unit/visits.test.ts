import { Visit } from '../../lib/visits/visit'
import { Visits } from '../../lib/visits/visits'

const visitOf = (label: string): Visit => Visit.withSlot(label, 0, 0, () => undefined)

/** Runs something in a context of its own, as whoever awaits does. */
async function apart<T>(run: () => T): Promise<Awaited<T>> {
  await Promise.resolve()
  return await run()
}

test('within `next()` a request is known, and nowhere else', () => {
  const visits = new Visits()
  const visit = visitOf('GET /')
  visits.run(visit, () => {
    expect([visits.current, visits.inside]).toEqual([visit, visit])
  })
  expect(visits.current).toBeUndefined()
})

test('whoever goes on after an arrival does so for the request, from its admission to its end', async () => {
  const visits = new Visits()
  const visit = visitOf('GET /')
  await apart(async () => {
    const arrival = visits.arrive()
    expect(visits.current).toBeUndefined()
    await Promise.resolve()
    Object.assign(arrival ?? {}, { visit })
    expect(visits.inside).toBe(visit)
    visit.end()
    expect([visits.current, visits.inside]).toEqual([visit, undefined])
  })
  expect(visits.current).toBeUndefined()
})

test('what is dispatched where nothing has arrived leaves nothing behind', async () => {
  const visits = new Visits()
  await apart(() => {
    expect(visits.arriveWithin()).toBeUndefined()
  })
  visits.run(visitOf('GET /'), () => {
    expect(visits.arriveWithin()).toBeUndefined()
  })
})

test('when one that was asked for has ended, whoever goes on does so for its asker again', async () => {
  const visits = new Visits()
  const asker = visitOf('GET /page')
  await apart(async () => {
    Object.assign(visits.arrive() ?? {}, { visit: asker })
    for (const label of ['GET /a', 'GET /b']) {
      const asked = visitOf(label)
      Object.assign(visits.arriveWithin() ?? {}, { visit: asked })
      await Promise.resolve()
      expect(visits.inside).toBe(asked)
      asked.end()
      expect(visits.inside).toBe(asker)
    }
    const begun = visitOf('GET /c')
    Object.assign(visits.arriveWithin() ?? {}, { visit: begun })
    await Promise.resolve()
    asker.end()
    expect(visits.inside).toBe(begun)
    begun.end()
    expect([visits.current?.label, visits.inside]).toEqual([null, undefined])
  })
})

test('whoever dispatches several before it awaits anything does so for itself', async () => {
  const visits = new Visits()
  const asker = visitOf('GET /page')
  await apart(async () => {
    Object.assign(visits.arrive() ?? {}, { visit: asker })
    const asked = ['GET /a', 'GET /b'].map((label) => {
      const visit = visitOf(label)
      expect(visits.inside).toBe(asker)
      Object.assign(visits.arriveWithin() ?? {}, { visit })
      expect(visits.inside).toBe(asker)
      return visit
    })
    await Promise.resolve()
    expect(visits.inside).toBe(asked[1])
    asked[1]?.end()
    expect(visits.inside).toBe(asker)
  })
})

test('when the gate has settled nothing is kept in a context any more', async () => {
  const visits = new Visits()
  await apart(() => {
    Object.assign(visits.arrive() ?? {}, { visit: visitOf('GET /') })
    visits.stop()
    expect(visits.current).toBeUndefined()
    expect([visits.arrive(), visits.arriveWithin()]).toEqual([undefined, undefined])
    const work = jest.fn()
    visits.run(visitOf('GET /'), work)
    expect(work).toHaveBeenCalledTimes(1)
    expect(visits.current).toBeUndefined()
  })
})
