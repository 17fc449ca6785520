/** Routes that load what they need when they are first asked. */
export function addLazyRoutes(app, pool, documents) {
  app.post('/transpile', async (req, res) => {
    const { default: typescript } = await import('typescript')
    const { outputText } = typescript.transpileModule(req.body, {
      compilerOptions: { target: typescript.ScriptTarget.ES2022 },
    })
    res.type('text/javascript').send(outputText)
  })

  app.post('/markdown', async (req, res) => {
    const { marked } = await import('marked')
    res.type('html').send(await marked.parse(req.body))
  })

  app.post('/format', async (req, res) => {
    const prettier = await import('prettier')
    const formatted = await prettier.format(req.body, { parser: 'babel' })
    res.type('text/javascript').send(formatted)
  })

  app.get('/orders/:id', async (req, res) => {
    const connections = await pool.get()
    res.json(await connections.query(`order ${req.params.id}`))
  })

  app.get('/invoice/:id', async (req, res) => {
    res.type('text').send(await documents.invoice(req.params.id))
  })

  app.get('/statement/:id', async (req, res) => {
    res.type('text').send(await documents.statement(req.params.id))
  })
}
