import type { Connection } from './connection.ts'
import type { Row, Statement } from './database.ts'
import { isBusy, isStorageFault, takenOr } from './faults.ts'

/** A write that waits for its commit. */
export interface Pending {
  readonly statements: Statement[]
  readonly resolve: (rows: Row[][]) => void
  readonly reject: (error: unknown) => void
  /** Set by the commit: its rows, or why this write alone was refused. */
  outcome: { rows: Row[][] } | { refusal: unknown } | undefined
  waitedMs: number
}

/**
 * One commit for the whole batch: a refused write undoes itself and nobody else. Nearly always nobody is refused, so the
 * batch is first tried as it stands; only when somebody was, it begins anew with a savepoint for each write.
 * Returns when everything is durable. Throws when the batch as a whole failed; then nothing of it is stored
 * once the connection has rolled back (a failing disk at COMMIT is the exception: what reached the log may reappear).
 */
export function commitTogether(connection: Connection, batch: readonly Pending[]): void {
  connection.exec('BEGIN IMMEDIATE')
  if (!allPerformed(connection, batch)) {
    connection.rollBack()
    connection.exec('BEGIN IMMEDIATE')
    for (const write of batch) performAlone(connection, write)
  }
  connection.commit()
}

function perform(connection: Connection, write: Pending): void {
  write.outcome = { rows: write.statements.map(({ sql, args }) => connection.run(sql, args)) }
}

/** False when one of them was refused: then none of this transaction may stay. */
function allPerformed(connection: Connection, batch: readonly Pending[]): boolean {
  try {
    for (const write of batch) perform(connection, write)
    return true
  } catch (error) {
    if (isBusy(error) || isStorageFault(error)) throw error
    return false
  }
}

function performAlone(connection: Connection, write: Pending): void {
  connection.run('SAVEPOINT one_write', [])
  try {
    perform(connection, write)
    connection.run('RELEASE one_write', [])
  } catch (error) {
    if (isBusy(error) || isStorageFault(error)) throw error
    // Throws when the statement ended the transaction for everybody (`OR ROLLBACK`): then nobody's write was done, and
    // nobody may be told Taken.
    connection.exec('ROLLBACK TO one_write; RELEASE one_write')
    write.outcome = { refusal: takenOr(error) }
  }
}

/** Tells everybody in a committed batch how it went. */
export function answer(batch: readonly Pending[]): void {
  for (const { outcome, resolve, reject } of batch) {
    if (outcome && 'rows' in outcome) resolve(outcome.rows)
    else reject(outcome?.refusal)
  }
}
