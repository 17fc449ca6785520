const apiLimitMs = 5_000
const parts = ['orders', 'invoice', 'statement']

/** A page that is made of what the app's own API answers, as server-rendered pages often are. */
export async function sendDashboard(req, res) {
  const { id } = req.params
  const ask = async (part) => {
    const url = `http://127.0.0.1:${req.socket.localPort}/${part}/${id}`
    const answer = await fetch(url, { signal: AbortSignal.timeout(apiLimitMs) })
    if (!answer.ok) throw new Error(`${part} answered ${answer.status}`)
    return answer.text()
  }
  try {
    const answers = await Promise.all(parts.map(ask))
    res.type('html').send(`<h1>Order ${id}</h1>\n<pre>${answers.join('\n')}</pre>\n`)
  } catch {
    res.status(502).type('text').send('no answer from the API')
  }
}
