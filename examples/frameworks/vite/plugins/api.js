/** Serves what is in api/, loaded by Vite when it is asked for. */
export function api() {
  return {
    name: 'api',
    configureServer(server) {
      server.middlewares.use('/api', async (req, res, next) => {
        try {
          const { answer } = await server.ssrLoadModule(`/api${req.url}.js`)
          res.end(await answer())
        } catch (error) {
          next(error)
        }
      })
    },
  }
}
