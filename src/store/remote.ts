import { type Client, createClient, LibsqlError, type ResultSet } from '@libsql/client/http'
import { type Database, DatabaseDown, type Row, type Statement, type Value } from './database.ts'
import { isBusy, isStorageFault, takenOr } from './faults.ts'
import { bind, unbind } from './values.ts'

export interface RemoteOptions {
  /** Per request, waiting for the answer included. Default 10,000 ms; the client itself would wait for ever. */
  timeoutMs?: number
  fetch?: typeof fetch
}

/**
 * A remote libSQL (sqld, Turso) over http, the same code on Node and Workers; each call is one request, a write one
 * batch. `libsql:`, `http(s):` and `ws(s):` addresses mean the same server.
 *
 * Throws `DatabaseDown` when the server is not reached, does not answer in time, answers 5xx or is busy. Unlike on a
 * file, such a write **may have happened**: the server can have done the work whose answer was lost. Callers say
 * it again; their unique keys turn the repeat into `Taken`. Other refusals of SQLite come as `LibsqlError`.
 */
export function openRemote(url: string, authToken?: string, options: RemoteOptions = {}): Database {
  const client = createClient({
    url: url.replace(/^ws(s?):/, 'http$1:'),
    intMode: 'bigint',
    fetch: impatient(options.fetch ?? fetch, options.timeoutMs ?? 10_000),
    ...(authToken === undefined ? {} : { authToken }),
  })
  const all = async <T>(sql: string, args: Value[] = []): Promise<T[]> => {
    const bound = args.map(bind)
    return rowsOf(await translated(client, () => client.execute(sql, bound))) as T[]
  }
  return {
    kind: 'remote',
    all,
    get: async <T>(sql: string, args: Value[] = []) => (await all<T>(sql, args))[0],
    async write(statements: Statement[]) {
      if (statements.length === 0) return []
      const batch = statements.map(({ sql, args }) => ({ sql, args: args.map(bind) }))
      return (await translated(client, () => client.batch(batch, 'write'))).map(rowsOf)
    },
    async close() {
      client.close()
    },
  }
}

/** The client knows neither a deadline nor the status of an error with a JSON body. */
function impatient(send: typeof fetch, timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const response = await send(input, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    if (response.status < 500 && response.status !== 429) return response
    await response.body?.cancel()
    throw new DatabaseDown(`the database answered ${response.status}`)
  }
}

async function translated<T>(client: Client, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseDown) throw error
    if (client.closed) throw new DatabaseDown('the database is closed', error)
    if (!(error instanceof LibsqlError)) throw new DatabaseDown('the database did not answer', error)
    if (isBusy(error) || isStorageFault(error))
      throw new DatabaseDown(`the database cannot be used: ${error.code}`, error)
    throw takenOr(error)
  }
}

const rowsOf = ({ columns, rows }: ResultSet): Row[] =>
  rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, unbind(row[i])])))
