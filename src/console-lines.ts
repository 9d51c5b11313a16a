/** What could name a person or carry a secret; cut where `log-lines.ts` cuts it: at the top and one level down. */
const CUT = new Set(['token', 'secret', 'mobile', 'text'])

/** JSON lines on the console: Workers' logs take each as a record and give it its time. */
export function createConsoleLog(write: (line: string) => void = console.log) {
  return (event: string, data: object): void => {
    const line = { event, ...cut(data, 1) }
    write(JSON.stringify(line, (_key, value) => (typeof value === 'bigint' ? String(value) : value)))
  }
}

function cut(data: object, deeper: number): object {
  const entries = Object.entries(data).map(([key, value]: [string, unknown]) => {
    if (CUT.has(key)) return [key, '…']
    return [key, deeper > 0 && isRecord(value) ? cut(value, deeper - 1) : value]
  })
  return Object.fromEntries(entries)
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
