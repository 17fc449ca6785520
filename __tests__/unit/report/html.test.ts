import { toHtml } from '../../../lib/report'
import { appURL, openReportWith, phase, reportWith } from '../../helpers/report-by-hand'

const served = { outcome: 'completed', status: 200, counted: true } as const

/** What a page says, without its markup and style. */
function wordsOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

/** The labels of the picture, from top to bottom. */
function labelsOf(html: string): string[] {
  return Array.from(html.matchAll(/<span class="name"[^>]*>(.*?)<\/span>/g), ([, label = '']) =>
    label.replace(/<[^>]+>/g, ''),
  )
}

test('whatever comes from outside is text: no markup, no attribute, no terminal command, no direction', () => {
  const evil = `"><script>alert('1')</script>&\u202e\u001b[31m\u2028`
  const html = toHtml(
    reportWith({
      node: evil,
      startedAt: evil,
      requests: [
        { ...served, path: evil, label: `GET ${evil}`, admitted: 0, ended: 1 },
        { label: `GET ${evil}`, arrived: 1, admitted: 2 },
        { label: evil, arrived: 2 },
      ],
      imports: [{ label: evil, parentURL: evil, request: 2 }],
      stuck: [
        { kind: 'import', label: evil, parentURL: evil, request: 2, start: 0, ageMs: 1000 },
        { kind: 'request', label: evil, parentURL: null, request: 2, start: 0, ageMs: 1000 },
      ],
      warmUp: [evil],
    }),
  )
  expect(html).not.toMatch(/<script|\p{Cf}|\p{Zl}/u)
  expect(html.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  expect(html).toContain(
    '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;\\u202e\\u001b[31m',
  )
  const tags = new Set(Array.from(html.matchAll(/<([a-z]\w*)/gi), ([, tag]) => tag))
  expect([...tags].sort()).toEqual(
    [
      ...['a', 'body', 'code', 'details', 'div', 'h1', 'h2', 'head', 'header', 'html', 'i', 'li'],
      ...['main', 'meta', 'p', 'path', 'pre', 'section', 'small', 'span', 'style', 'summary'],
      ...['svg', 'table', 'tbody', 'td', 'th', 'thead', 'title', 'tr', 'ul', 'b', 'caption'],
    ].sort(),
  )
})

test('it asks for nothing: no script, no address outside', () => {
  const html = toHtml(openReportWith({ requests: [{ ...served, admitted: 0, ended: 900 }] }))
  expect(html).not.toMatch(/https?:|url\(|@import|<script|<img|<iframe/)
  expect(Array.from(html.matchAll(/ (?:src|href)="([^"]*)"/g), ([, to]) => to?.[0])).not.toContain(
    '/',
  )
})

test('a request stands above what it has caused, and that above what came of it', () => {
  const html = toHtml(
    openReportWith({
      phases: [phase('node', -300, 0), phase('waitFor', 0, 100), phase('requests', 90, 700)],
      blocked: [{ start: 300, end: 400 }],
      requests: [
        { ...served, path: '/page', label: 'GET /page', arrived: 90, admitted: 100, ended: 700 },
        {
          path: '/next',
          label: 'GET /next',
          arrived: 95,
          admitted: 1000,
          ended: 1000,
          outcome: 'released',
        },
        {
          ...served,
          path: '/part',
          label: 'GET /part',
          arrived: 500,
          admitted: 500,
          ended: 600,
          asker: 1,
        },
      ],
      imports: [
        { label: './page.mjs', request: 1, start: 110, end: 400, status: 'fulfilled' },
        {
          label: './chart.mjs',
          parentURL: 'file:///srv/page.mjs?v=1',
          request: 1,
          start: 200,
          end: 390,
          status: 'rejected',
        },
        { label: 'pool', kind: 'work', parentURL: null, start: 20, end: 80, status: 'fulfilled' },
        { label: './part.mjs', request: 3, start: 510, end: 590, status: 'fulfilled' },
      ],
    }),
  )
  expect(labelsOf(html)).toEqual([
    'the line at the gate',
    'Node and your modules',
    'waitFor',
    'event loop blocked',
    'pool',
    '#1 GET /page',
    './page.mjs',
    './chart.mjs',
    '#3 GET /part',
    './part.mjs',
    '#2 GET /next',
  ])
  expect(html).toMatch(/chart\.mjs.*190 ms <small>failed/)
  expect(html).toContain('<em style="right:0%">opened</em>')
})

test('many that only waited, or were served in no time, are told in one line that opens', () => {
  const quick = Array.from({ length: 20 }, (_, n) => ({
    ...{ ...served, path: '/quick', label: 'GET /quick' },
    ...{ arrived: 0, admitted: 10 * n, ended: 10 * n + 5 },
  }))
  const held = Array.from({ length: 200 }, () => ({
    ...{ path: '/held', label: 'GET /held', arrived: 100, admitted: 1000, ended: 1000 },
    outcome: 'released' as const,
  }))
  const slow = { ...served, label: 'GET /slow', admitted: 200, ended: 900 }
  const html = toHtml(
    openReportWith({ requests: [...quick, slow, ...held], more: { requests: 44, imports: 0 } }),
  )
  const summaries = Array.from(
    html.matchAll(/<summary>(.*?)<\/summary>/gs),
    ([, it = '']) => labelsOf(it)[0],
  )
  expect(summaries.filter((label) => label !== undefined)).toEqual([
    '20 like GET /quick',
    '200 like GET /held',
  ])
  expect(labelsOf(html)).toContain('#221 GET /held')
  expect(wordsOf(html)).toContain('Requests: the first 221 of 265')
  expect(wordsOf(html)).toContain('210 at most of those listed')
})

test('many imports of one request are told in one line that opens', () => {
  const imports = Array.from({ length: 30 }, (_, n) => ({
    ...{ label: `./${String(n)}.mjs`, request: 1, start: 10 * n, end: 10 * n + 50 },
    status: 'fulfilled' as const,
  }))
  const html = toHtml(
    openReportWith({ requests: [{ ...served, admitted: 0, ended: 900 }], imports }),
  )
  expect(labelsOf(html).slice(0, 3)).toEqual(['#1 GET /', '30 imports', './0.mjs'])
})

test('a table says all that the picture shows, for those who do not see it', () => {
  const html = toHtml(
    reportWith({
      takenAt: 5000,
      requests: [
        { ...served, path: '/a', label: 'GET /a', arrived: 100, admitted: 100, ended: 1300 },
        { label: 'GET /b', arrived: 200, admitted: 1300, slotPassedOn: 2000, slotTimedOut: true },
        {
          label: 'GET /c',
          arrived: 300,
          ended: 900,
          outcome: 'rejected',
          status: 503,
          rejection: 'queue-timeout',
        },
        {
          label: 'GET /d',
          arrived: 1400,
          admitted: 1400,
          ended: 1500,
          asker: 2,
          outcome: 'aborted',
        },
        {
          label: 'GET /e',
          arrived: -5,
          admitted: 2000,
          slotPassedOn: 3000,
          gaveWay: true,
          warmUp: true,
        },
      ],
      imports: [
        { label: './a.mjs', request: 1, start: 110, end: 1200, status: 'fulfilled' },
        { label: 'pool', kind: 'work', parentURL: null, start: 110 },
      ],
    }),
  )
  const rows = Array.from(html.matchAll(/<tr>(.*?)<\/tr>/gs), ([, row = '']) =>
    Array.from(row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g), ([, cell = '']) =>
      cell.replace(/<[^>]+>/g, ''),
    ),
  )
  expect(rows).toEqual([
    [
      '#',
      'request',
      'came',
      'held',
      'most of it behind',
      'inside',
      'ended',
      'counted',
      'asked for by',
    ],
    ['1', 'GET /a', '100 ms', '', '', '1.2 s', 'completed, 200, at 1.3 s', 'yes', ''],
    ['2', 'GET /b', '200 ms', '1.1 s', '#1', '700 ms', 'not yet, slot lost', '', ''],
    [
      '3',
      'GET /c',
      '300 ms',
      '600 ms',
      '#1',
      '',
      'rejected: queue-timeout, 503, at 900 ms',
      '',
      '',
    ],
    ['4', 'GET /d', '1.4 s', '', '', '100 ms', 'aborted, at 1.5 s', '', '#2'],
    ['5', 'GET /e', '-5 ms', '2 s', '#1', '1 s', 'not yet, gave way, of a warm-up', '', ''],
    ['#', 'import or work', 'asked for by', 'for', 'began', 'took', 'ended'],
    ['1', './a.mjs', appURL, '#1', '110 ms', '1.1 s', 'fulfilled'],
    ['2', 'pool (work)', '', '', '110 ms', '4.9 s', 'not settled'],
  ])
  for (const [, target = ''] of html.matchAll(/href="#([^"]+)"/g)) {
    expect(html).toContain(`id="${target}"`)
  }
})

test('each state of a request has a look and a word of its own', () => {
  const passed = { admitted: 100, slotPassedOn: 400 }
  const html = toHtml(
    openReportWith({
      requests: [
        { ...passed, label: 'GET /stream', outcome: 'streamed', status: 200, ended: 1000 },
        {
          ...passed,
          label: 'GET /way',
          gaveWay: true,
          ended: 700,
          outcome: 'completed',
          status: 200,
        },
        { ...passed, label: 'GET /lost', slotTimedOut: true, ended: 1000, outcome: 'released' },
        { admitted: 100, label: 'GET /on', ended: 1000, outcome: 'released' },
        { admitted: 100, label: 'GET /gone', ended: 500, outcome: 'aborted' },
        {
          label: 'GET /no',
          ended: 500,
          outcome: 'rejected',
          status: 503,
          rejection: 'queue-timeout',
        },
        { label: 'GET /none', ended: 500, outcome: 'rejected', status: 503 },
      ],
    }),
  )
  expect(wordsOf(html)).toMatch(
    /GET \/stream 300 ms 200 streams .*GET \/way 300 ms gave way .*GET \/lost 300 ms slot lost .*GET \/on 900 ms goes on .*GET \/gone 400 ms client gone .*GET \/no held 500 ms queue-timeout .*GET \/none held 500 ms rejected/,
  )
  for (const kind of ['held', 'inside', 'streamed', 'gaveWay', 'timedOut']) {
    expect(html).toMatch(
      new RegExp(`<i class="${kind}(?: on)?" style="left:[\\d.]+%;width:[\\d.]+%" title=`),
    )
  }
})

test('a page of nothing is a page', () => {
  const html = toHtml(reportWith({ takenAt: 0 }))
  expect(wordsOf(html)).toContain('The gate is closed, and no request has come yet.')
  expect(html).not.toMatch(/NaN|undefined|In numbers|Worth/)
})
