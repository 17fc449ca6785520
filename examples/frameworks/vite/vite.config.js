import { defineConfig } from 'vite'
import { api } from './plugins/api.js'
import { gate } from './plugins/gate.js'

export default defineConfig({
  plugins: [gate(), api()],
  server: { port: Number(process.env.PORT ?? 3000), strictPort: true },
})
