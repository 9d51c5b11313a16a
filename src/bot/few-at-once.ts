/** Runs `work`, at most `most` at once; calls beyond that share one more run, begun when a place is free. */
export function fewAtOnce<T>(most: number, work: () => Promise<T>): () => Promise<T> {
  const running = new Set<Promise<unknown>>()
  let next: Promise<T> | undefined
  const start = (): Promise<T> => {
    const run = work()
    const kept = run.catch(() => undefined).finally(() => running.delete(kept))
    running.add(kept)
    return run
  }
  return () => {
    if (running.size < most) return start()
    next ??= Promise.race(running).then(() => {
      next = undefined
      return start()
    })
    return next
  }
}
