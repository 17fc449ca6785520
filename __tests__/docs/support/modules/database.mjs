export const connect = async () => ({ query: async (/** @type {string} */ sql) => [sql] })
