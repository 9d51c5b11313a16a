import type { Hazard } from '../../src/hazards/hazard.ts'
import { publicPath } from '../../src/pages/public-link.ts'
import { createSigner } from '../../src/pages/signed.ts'
import type { World } from '../world.ts'
import type { Shown } from './visitor.ts'

/** The address of a public page as its poster has it. */
export const posterOf = (world: World, page: 'parents' | 'staff'): Promise<string> =>
  publicPath(createSigner(world.emulator.app.appSecret), world.town.db, page)

/** The code on a receipt page. */
export const codeOn = ({ html }: Pick<Shown, 'html'>): string => {
  const found = /<strong>([0-9A-Z]{5}-[0-9A-Z]{5})<\/strong>/.exec(html)?.[1]
  if (!found) throw new Error('the page shows no code')
  return found
}

export const hazards = async (world: World): Promise<Hazard[]> =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM hazards ORDER BY number')).map(
    ({ state }) => JSON.parse(state) as Hazard,
  )
