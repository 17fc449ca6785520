import { callTool, getPaths, graphql, postJson } from './requests.mjs'

const ordersAndReport = getPaths({ '/orders': 'all orders', '/report': 'all report' })

/**
 * What is tried: a folder of examples/frameworks, the package whose version counts, and what the
 * clients ask for, in turn.
 */
export const frameworks = [
  {
    folder: 'apollo',
    name: 'Apollo Server',
    package: '@apollo/server',
    requests: [graphql('{ orders }', 'all orders'), graphql('{ report }', 'all report')],
  },
  {
    folder: 'trpc',
    name: 'tRPC',
    package: '@trpc/server',
    requests: getPaths({ '/trpc/orders.list': 'all orders', '/trpc/report': 'all report' }),
  },
  {
    folder: 'mcp',
    name: 'Model Context Protocol',
    package: '@modelcontextprotocol/sdk',
    requests: [callTool('orders', 'all orders'), callTool('report', 'all report')],
  },
  {
    folder: 'serverless',
    name: 'serverless-http',
    package: 'serverless-http',
    requests: [
      ...getPaths({ '/orders': 'all orders' }),
      postJson('/report', { year: 2026 }, '2026: all report'),
    ],
  },
  { folder: 'h3', name: 'h3', package: 'h3', requests: ordersAndReport },
  { folder: 'nestjs', name: 'NestJS', package: '@nestjs/core', requests: ordersAndReport },
  {
    folder: 'nestjs-fastify',
    name: 'NestJS, Fastify',
    package: '@nestjs/core',
    requests: ordersAndReport,
  },
  {
    folder: 'nextjs',
    name: 'Next.js',
    package: 'next',
    requests: [...ordersAndReport, ...getPaths({ '/api/stock': 'all stock' })],
  },
  {
    folder: 'react-router',
    name: 'React Router',
    package: 'react-router',
    requests: ordersAndReport,
  },
  {
    folder: 'sveltekit',
    name: 'SvelteKit',
    package: '@sveltejs/kit',
    requests: [...ordersAndReport, ...getPaths({ '/overview': 'Overview of all report' })],
  },
  { folder: 'astro', name: 'Astro', package: 'astro', requests: ordersAndReport },
  {
    folder: 'vite',
    name: 'Vite, dev server',
    package: 'vite',
    requests: getPaths(
      {
        '/': '/@vite/client',
        '/src/main.js': '/src/orders.js',
        '/src/orders.js': 'fetch(',
        '/api/orders': 'all orders',
        '/api/report': 'all report',
      },
      { accept: 'text/html,*/*' },
    ),
  },
  {
    folder: 'vite-ssr',
    name: 'Vite, middleware mode',
    package: 'vite',
    requests: getPaths({
      '/orders': 'all orders',
      '/report': 'all report',
      '/src/entry-client.js': 'isAlive',
    }),
  },
  {
    folder: 'nuxt',
    name: 'Nuxt',
    package: 'nuxt',
    requests: getPaths({ '/api/orders': 'all orders', '/report': 'Report of all orders' }),
  },
]
