import { shareLoad } from '../../../lib/boot-work/share-load'

test('a load that asks for itself begins no second one', async () => {
  let begun = 0
  const load = shareLoad<string>(() => {
    begun++
    void load()
    return Promise.resolve('loaded')
  })
  expect(await load()).toBe('loaded')
  expect(begun).toBe(1)
})

test('a rejected load is forgotten', async () => {
  let begun = 0
  const load = shareLoad(() =>
    begun++ === 0 ? Promise.reject(new Error('not yet')) : Promise.resolve('loaded'),
  )
  await expect(load()).rejects.toThrow('not yet')
  expect(await load()).toBe('loaded')
})
