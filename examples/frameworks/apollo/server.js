import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'

const typeDefs = `type Query { orders: String, report: String }`
const resolvers = {
  Query: {
    orders: async () => (await import('./resolvers/orders.js')).orders(),
    report: async () => (await import('./resolvers/report.js')).report(),
  },
}

const apollo = new ApolloServer({ typeDefs, resolvers })
await apollo.start()

const app = express()
app.use(bootstrapGate())
app.use('/graphql', express.json(), expressMiddleware(apollo))
app.listen(process.env.PORT ?? 3000)
