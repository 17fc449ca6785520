import type { BootReport, ReportedStuck } from '../../../lib'
import { toHtml, toText } from '../../../lib/report'
import { appURL, openReportWith, phase, reportWith } from '../../helpers/report-by-hand'

const counted = { outcome: 'completed', status: 200, counted: true } as const

function stuck(parts: Partial<ReportedStuck>): ReportedStuck {
  const plain = { kind: 'request', label: 'GET /', parentURL: null, request: null } as const
  return { ...plain, start: 0, ageMs: 2000, ...parts }
}

/** The questions of a page, and what it answers. */
function answersOf(report: BootReport): string[] {
  const [, cards = ''] = /<div class="answers">(.*?)<section>/s.exec(toHtml(report)) ?? []
  return cards
    .split('<h2>')
    .slice(1)
    .map((card) =>
      card
        .replace(/<ul class="parts">.*<\/ul>/s, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#39;/g, "'")
        .replace(/\s+/g, ' ')
        .replace(/ ([:,?]|\.(?= |$))/g, '$1')
        .trim(),
    )
}

function headlineOf(report: BootReport): string | undefined {
  return /<h1 class="(?:\w+)">(.*?)<\/h1>/.exec(toHtml(report))?.[1]?.replace(/<[^>]+>/g, '')
}

test('a boot that two modules keep from ending says so, and what everybody waits for', () => {
  const report = reportWith({
    takenAt: 3000,
    counts: { requiredCompletions: 4, completed: 1, queued: 30 },
    phases: [phase('requests', 100, null)],
    requests: [
      { ...counted, arrived: 100, admitted: 100, ended: 110 },
      { label: 'GET /prices', arrived: 150, admitted: 150 },
      { label: 'GET /held', arrived: 500 },
    ],
    imports: [
      { label: './here.mjs', request: 2, start: 160 },
      { label: './there.mjs', parentURL: 'file:///srv/here.mjs', request: 2, start: 170 },
      { label: './here.mjs', parentURL: 'file:///srv/there.mjs', request: 2, start: 180 },
    ],
    stuck: [
      stuck({ label: 'GET /prices', request: 2, start: 150, ageMs: 2850 }),
      ...[
        { label: './here.mjs', parentURL: appURL, start: 160 },
        { label: './there.mjs', parentURL: 'file:///srv/here.mjs', start: 170 },
        { label: './here.mjs', parentURL: 'file:///srv/there.mjs', start: 180 },
      ].map((work) => stuck({ kind: 'import', request: 2, ...work })),
    ],
  })
  expect(headlineOf(report)).toBe('The gate is stuck, 2.9 s after the first request.')
  expect(answersOf(report)).toEqual([
    'What is it waiting for? These modules wait for each other, and always will: here.mjs → there.mjs → here.mjs. ' +
      'GET /prices #2: inside for 2.9 s. 1 of 4 required requests completed.',
    'Who asked for that? GET /prices #2 → app.mjs → ./here.mjs → ./there.mjs → ./here.mjs: 2.8 s.',
    'Who waits behind whom? 30 requests wait behind GET /prices #2, inside for 2.9 s.',
    'Where did the seconds go? GET /prices #2: 2.9 s inside, of that 2.8 s for ./here.mjs. GET / #1: 10 ms inside.',
  ])
})

test('a boot that went well says where the time went', () => {
  const report = openReportWith({
    counts: { requiredCompletions: 2, completed: 2, peakQueued: 1 },
    phases: [
      phase('node', -300, 0),
      phase('listening', 0, 20),
      phase('waitFor', 0, 100),
      phase('warmUp', 100, 150),
      phase('requests', 200, 900),
      phase('quiet', 900, 1000),
    ],
    blocked: [{ start: 300, end: 450 }],
    requests: [
      { ...counted, label: 'GET /a', arrived: 200, admitted: 200, ended: 800 },
      { ...counted, label: 'GET /b', arrived: 210, admitted: 800, ended: 900 },
    ],
    imports: [
      { label: './a.mjs', request: 1, start: 210, end: 700, status: 'fulfilled' },
      { label: './lone.mjs', parentURL: null, start: 210, end: 230, status: 'fulfilled' },
    ],
  })
  expect(headlineOf(report)).toBe('The gate opened 800 ms after the first request.')
  expect(answersOf(report)).toEqual([
    'What did it wait for? For waitFor (100 ms), then the warm-up (50 ms), then 2 requests to complete (700 ms), ' +
      'then all that was loading (100 ms). Now it is open.',
    'Who asked for that? GET /a #1 → app.mjs → ./a.mjs: 490 ms. no request → ./lone.mjs: 20 ms.',
    'Who waited behind whom? GET /b #2 waited longest, 590 ms: 590 ms behind GET /a #1. At most 1 request waited at once.',
    'Where did the seconds go? GET /a #1: 600 ms inside, of that 490 ms for ./a.mjs. GET /b #2: 100 ms inside.',
  ])
  const parts = Array.from(
    toHtml(report).matchAll(/<span>([^<]*(?:<code>[^<]*<\/code>)?)<\/span><b>(.*?)<\/b>/g),
  )
  expect(parts.map(([, label = '', time]) => [label.replace(/<[^>]+>/g, ''), time])).toEqual([
    ['Node and your modules', '300 ms'],
    ['until it listened', '20 ms'],
    ['waitFor', '100 ms'],
    ['warm-up', '50 ms'],
    ['no request yet', '180 ms'],
    ['requests, one by one', '700 ms'],
    ['until nothing was loading', '100 ms'],
    ['of all that, the event loop blocked', '150 ms'],
  ])
  expect(toHtml(report)).toContain('counted towards its opening')
})

test.each<[string, BootReport, string]>([
  ['has met nobody', reportWith(), 'The gate is closed, and no request has come yet.'],
  ['is closed', reportWith({ requests: [{}] }), 'The gate is closed, 1 s after the first request.'],
  [
    'opened by its warm-up',
    openReportWith({ reason: 'warmed-up' as never }),
    'The gate opened, by its warm-up.',
  ],
  ['opened by hand', openReportWith({ reason: 'manual' }), 'The gate opened, by hand.'],
  ['was idle', openReportWith({ reason: 'idle' }), 'The gate opened: a quiet service.'],
  [
    'gave up',
    openReportWith({ reason: 'boot-timeout', bootMs: 30_000 }),
    'The gate gave up after 30 s, and opened.',
  ],
  [
    'failed as it was stuck',
    openReportWith({ state: 'failed', reason: 'boot-timeout', bootMs: null }),
    'The gate failed: the boot was stuck.',
  ],
  [
    'failed',
    openReportWith({ state: 'failed', reason: 'boot-failed', bootMs: null, requests: [{}] }),
    'The gate failed 1 s after the first request: waitFor was rejected.',
  ],
  ['was stopped', openReportWith({ state: 'stopped', reason: 'stopped' }), 'The gate was stopped.'],
])('a gate that %s says so', (_how, report, headline) => {
  expect(headlineOf(report)).toBe(headline)
})

test.each<[string, BootReport, string]>([
  [
    'waitFor, for long',
    reportWith({
      phases: [phase('waitFor', 0, null)],
      stuck: [stuck({ kind: 'waitFor', label: '`waitFor`' })],
    }),
    'waitFor: not fulfilled after 2 s.',
  ],
  ['waitFor', reportWith({ phases: [phase('waitFor', 0, null)] }), 'waitFor has not fulfilled.'],
  [
    'work',
    reportWith({ stuck: [stuck({ kind: 'work', label: 'pool' })] }),
    'tracked work pool: not settled after 2 s.',
  ],
  [
    'an import',
    reportWith({ stuck: [stuck({ kind: 'import', label: './a.mjs', parentURL: appURL })] }),
    "import('./a.mjs'), asked for by app.mjs: not settled after 2 s.",
  ],
  [
    'something that has no name',
    reportWith({ stuck: [stuck({ kind: 'held', request: 1 })] }),
    'GET / #1: held for 2 s, by nobody inside. A shared lock, or an import of no request?',
  ],
  [
    'many things',
    reportWith({ stuck: Array.from({ length: 7 }, () => stuck({ request: 1 })) }),
    'GET / #1: inside for 2 s. And 2 more.',
  ],
  [
    'an import that has just begun',
    reportWith({ imports: [{ start: 990 }, { kind: 'work', label: 'pool', start: 990 }] }),
    "Loading: import('./a.mjs'), tracked work pool.",
  ],
  [
    'requests',
    reportWith({ counts: { requiredCompletions: 1 } }),
    '0 of 1 required request completed: none has come yet.',
  ],
  [
    'quiet',
    reportWith({ requests: [counted], counts: { requiredCompletions: 0 } }),
    'For quiet: nothing is loading.',
  ],
])('a closed gate says that it waits for %s', (_what, report, said) => {
  expect(answersOf(report)[0]).toContain(said)
})

test.each<[string, BootReport, string]>([
  ['opened at once', openReportWith(), 'What did it wait for? Now it is open.'],
  [
    'failed',
    openReportWith({ state: 'failed', reason: 'boot-failed', phases: [phase('waitFor', 0, 5)] }),
    'What did it wait for? waitFor was rejected.',
  ],
  [
    'opened when slots were lost',
    openReportWith({
      requests: [
        { admitted: 100, slotPassedOn: 600, slotTimedOut: true, ended: 1000, outcome: 'released' },
      ],
    }),
    'Lost its slot: GET / #1 after 500 ms.',
  ],
  [
    'gave up',
    openReportWith({
      reason: 'boot-timeout',
      phases: [phase('waitFor', 0, 40_000)],
      stuck: [stuck({ kind: 'waitFor', label: '`waitFor`' })],
    }),
    'waitFor: not fulfilled after 2 s. For waitFor (1 s). Now it is open.',
  ],
])('a gate that %s says what it has waited for', (_how, report, said) => {
  expect(answersOf(report)[0]).toContain(said)
})

test.each<[string, BootReport, string]>([
  [
    'who waits for something else',
    reportWith({
      requests: [{ admitted: 0 }],
      stuck: [stuck({ request: 1 })],
      counts: { imports: { automatic: true, settled: 0, failed: 0 } },
    }),
    'GET / #1 loads nothing: its handler waits for something else.',
  ],
  [
    'who waits for what is not seen',
    reportWith({ requests: [{ admitted: 0 }], stuck: [stuck({ request: 1 })] }),
    'GET / #1 waits for something, maybe an import: those are not seen here.',
  ],
  [
    'that imports are not seen',
    reportWith(),
    'Not known: imports are not seen here. gate.track() tells of them.',
  ],
  [
    'that there was none',
    reportWith({ counts: { imports: { automatic: true, settled: 0, failed: 0 } } }),
    'Nobody: no import() was seen.',
  ],
])('it says %s', (_what, report, said) => {
  expect(answersOf(report)[1]).toBe(`Who asked for that? ${said}`)
})

test.each<[string, BootReport, string]>([
  ['nobody came', reportWith(), 'Nobody: no request has come.'],
  [
    'nobody had to wait',
    openReportWith({ requests: [{ admitted: 0, ended: 5 }] }),
    'Nobody: no request had to wait.',
  ],
  [
    'they wait for waitFor',
    reportWith({ requests: [{}], counts: { queued: 1 }, phases: [phase('waitFor', 0, null)] }),
    '1 request waits for waitFor.',
  ],
  [
    'nobody is inside',
    reportWith({ requests: [{}, {}], counts: { queued: 2 } }),
    '2 requests wait, and nobody is inside: for a shared lock, or for an import of no request.',
  ],
  [
    'it waited behind many',
    openReportWith({
      requests: [
        ...[0, 100, 200, 300, 400].map((at) => ({ arrived: at, admitted: at, ended: at + 100 })),
        { arrived: 0, admitted: 500, ended: 510 },
        { arrived: 0, admitted: 0, ended: 500, asker: 1 },
      ],
    }),
    'GET / #6 waited longest, 500 ms: 100 ms behind GET / #1, 100 ms behind GET / #2, 100 ms behind GET / #3 and 2 more.',
  ],
])('when %s it says so', (_what, report, said) => {
  expect(answersOf(report)[2]).toContain(said)
})

test('a module is below the package that it is of', () => {
  const report = openReportWith({
    imports: [
      { label: 'charts', start: 0, end: 500, status: 'fulfilled' },
      {
        label: './draw.js',
        parentURL: 'file:///srv/node_modules/charts/index.js',
        start: 100,
        end: 400,
        status: 'fulfilled',
      },
      {
        label: 'data:text/javascript,0#1',
        parentURL: 'file:///srv/node_modules/charts/draw.js',
        start: 200,
        end: 300,
        status: 'fulfilled',
      },
      { label: './x.mjs', parentURL: 'not a url', start: 600, end: 650, status: 'fulfilled' },
    ],
  })
  expect(answersOf(report)[1]).toContain(
    'app.mjs → charts → ./draw.js → data:text/javascript,0#1: 500 ms.',
  )
})

test('what has counted is named, and how many more', () => {
  const requests = Array.from({ length: 15 }, () => ({ ...counted, admitted: 0, ended: 1 }))
  const told = (report: BootReport): string =>
    toHtml(report)
      .replace(/<[^>]+>/g, '')
      .split('\n')
      .find((line) => line.includes('These completed')) ?? ''
  expect(told(reportWith({ requests }))).toMatch(
    /^What has counted.*counted so far: GET \/ #1, .*#12 and 3 more\.$/,
  )
  expect(told(openReportWith({ requests, state: 'stopped' }))).toMatch(/completed, and counted: /)
})

test('the text of a boot that did not go well answers the four questions', () => {
  const text = toText(reportWith({ stuck: [stuck({ request: 1 })], requests: [{ admitted: 0 }] }))
  const questions = text.match(/^W.*\?$/gm)
  expect(questions).toEqual([
    'What is it waiting for?',
    'Who asked for that?',
    'Who waits behind whom?',
    'Where did the seconds go?',
  ])
})
