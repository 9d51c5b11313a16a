import { ledgerCard } from '../cards/ledger.ts'
import { sayScope } from '../ledger/say.ts'
import { exportScope } from '../ledger/scope.ts'
import { type View, viewerOf } from './view.ts'

/** The way to the page where the ledger is taken out; the chat itself carries no files. */
export const ledgerView: View = {
  about: () => 'ledger/school',
  async draw(reader, show) {
    const viewer = viewerOf(reader, show)
    const scope = viewer && exportScope(reader.directory, viewer)
    return scope && ledgerCard(sayScope(reader.directory, viewer, scope))
  },
}
