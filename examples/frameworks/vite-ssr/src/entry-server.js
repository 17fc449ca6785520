const pages = {
  '/orders': async () => (await import('./pages/orders.js')).orders(),
  '/report': async () => (await import('./pages/report.js')).report(),
}

export async function render(url) {
  return `<p>${await pages[url]()}</p>`
}
