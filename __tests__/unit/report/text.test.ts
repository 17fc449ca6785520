import { toText } from '../../../lib/report'
import { openReportWith, phase, reportWith } from '../../helpers/report-by-hand'

const served = { outcome: 'completed', status: 200 } as const

const good = openReportWith({
  phases: [phase('waitFor', 0, 200)],
  requests: [
    { ...served, path: '/a', label: 'GET /a', admitted: 200, ended: 600 },
    { ...served, path: '/b', label: 'GET /b', arrived: 100, admitted: 600, ended: 900 },
    { path: '/c', label: 'GET /c', arrived: 500, admitted: 1000, ended: 1000, outcome: 'released' },
  ],
  imports: [{ label: './a.mjs', request: 1, start: 300, end: 500, status: 'fulfilled' }],
  warmUp: ['/a', '/b'],
})

test('it draws each request as held and inside, what it has loaded below it, and ends with the paths', () => {
  expect(toText(good, { columns: 60 }).split('\n')).toEqual([
    'The gate opened 1 s after the first request.',
    '',
    '─ before and after   ░ held   █ in the app   ━ loads',
    '                      0 ms      400 ms',
    'the line at the gate  ▄▄████▄▄▄▄▄▄████▄▄▄▄▄▄▄▄▄  2 at most',
    'waitFor               ─────                      200 ms',
    '#1 GET /a             ░░░░░██████████            400 ms 200',
    '  ./a.mjs                     ━━━━━              200 ms',
    '#2 GET /b                ░░░░░░░░░░░░████████    300 ms 200',
    '#3 GET /c                          ░░░░░░░░░░░░  held 500 ms',
    '                                opened at 1 s │',
    '',
    'Worth warming up:',
    '  /a',
    '  /b',
    '',
  ])
})

test('the bars of what follows each other meet', () => {
  const lines = toText(good, { columns: 60 }).split('\n')
  const find = (label: string): string => lines.find((line) => line.includes(label)) ?? ''
  expect(find('/b').indexOf('█')).toBe(find('/a').lastIndexOf('█') + 1)
  expect(find('/a').indexOf('█')).toBe(find('waitFor').lastIndexOf('─') + 1)
})

test.each([40, 60, 80, 200])('no line is longer than %i columns', (columns) => {
  const long = `GET /${'long/'.repeat(60)}`
  const report = reportWith({
    takenAt: 90_000,
    phases: [phase('node', -5000, 0), phase('listening', 0, 10)],
    blocked: [{ start: 100, end: 300 }],
    requests: [
      { label: long, admitted: 10, slotPassedOn: 60_000, slotTimedOut: true },
      { label: long, arrived: 5, ended: 20_000, outcome: 'rejected', rejection: 'queue-timeout' },
      {
        label: long,
        arrived: 70_000,
        admitted: 70_000,
        ended: 70_001,
        asker: 1,
        outcome: 'aborted',
      },
      { label: long, arrived: 70_000, admitted: 70_000, gaveWay: true, slotPassedOn: 70_300 },
      {
        label: long,
        arrived: 70_000,
        admitted: 71_000,
        outcome: 'streamed',
        status: 200,
        slotPassedOn: 72_000,
      },
    ],
    imports: [
      { label: `./${'x'.repeat(300)}.mjs`, request: 1, start: 20, status: 'rejected', end: 30 },
    ],
    stuck: [{ kind: 'request', label: long, parentURL: null, request: 1, start: 10, ageMs: 1e4 }],
    warmUp: [`/${'y'.repeat(190)}`],
  })
  const lines = toText(report, { columns }).split('\n')
  expect(lines.filter((line) => line.length > columns)).toEqual([])
  expect(lines.join('')).toContain('Worth warming up:')
})

test('it is coloured only if so asked, and the same but for that', () => {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  const coloured = toText(good, { colour: true })
  expect(toText(good)).not.toMatch(escapes)
  expect(coloured).toMatch(escapes)
  expect(coloured.replace(escapes, '')).toBe(toText(good))
})

test('what comes from outside commands no terminal, and breaks no line', () => {
  const evil = '\u001b[2J\n\u202e\u0007'
  const text = toText(
    reportWith({
      requests: [{ label: `GET ${evil}`, admitted: 0 }],
      imports: [{ label: evil, request: 1 }],
      stuck: [{ kind: 'import', label: evil, parentURL: evil, request: 1, start: 0, ageMs: 2000 }],
      warmUp: [evil],
    }),
  )
  expect(text.split('\n').join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(text).toContain('\\u001b[2J')
})

test('many that have the same to tell are one line', () => {
  const requests = Array.from({ length: 256 }, () => ({ label: 'GET /held' }))
  const text = toText(reportWith({ requests }))
  expect(text).toMatch(/^256 like GET \/held +░+ +1 s at most$/m)
  expect(text.split('\n').length).toBeLessThan(30)
})

test('time in which nothing happened is cut short', () => {
  const report = openReportWith({
    phases: [phase('node', -100, 0)],
    settledAt: 3_600_200,
    requests: [
      { ...served, label: 'GET /late', arrived: 3_600_000, admitted: 3_600_100, ended: 3_600_200 },
    ],
  })
  const line = toText(report)
    .split('\n')
    .find((text) => text.includes('GET /late'))
  expect(line).toMatch(/░{8,}█{8,}/)
})

test('a process that had run for long before it made a gate does not fill the picture', () => {
  const report = openReportWith({
    phases: [phase('node', -3_600_000, 0)],
    requests: [{ ...served, label: 'GET /', admitted: 0, ended: 1000 }],
  })
  expect(toText(report)).toMatch(/GET \/ +█{8,}/)
})

test.each([
  ['failed', /│ failed at 10 ms|failed at 10 ms │/],
  ['stopped', /stopped at 10 ms/],
] as const)('a gate that %s says when', (state, said) => {
  const report = openReportWith({
    state,
    reason: 'stopped',
    settledAt: 10,
    requests: [{ arrived: 0 }],
  })
  expect(toText(report)).toMatch(said)
})

test('the paths are none where none is worth it', () => {
  expect(toText(reportWith())).toMatch(/\nWorth warming up: nothing\.\n$/)
})
