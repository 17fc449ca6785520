import { Mutex } from 'redis-semaphore'

/** A mutex for the gates of several processes: one request at a time through all of them together. */
export function createRedisMutex(redis, key = 'bootstrap-gate') {
  return {
    // A Redis that is gone says so by a rejection: no answer means that somebody else has it.
    isLocked: () => true,
    async acquire() {
      const mutex = new Mutex(redis, key, {
        acquireTimeout: 60_000, // above queueTimeoutMs: who is rejected here makes the gate give the mutex up
        refreshInterval: 0,
        lockTimeout: 15_000, // above slotTimeoutMs: then somebody else has it, too
        retryInterval: 20,
      })
      await mutex.acquire()
      return () => mutex.release()
    },
  }
}
