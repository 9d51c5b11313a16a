import * as z from 'zod'
import { beginWork } from '../log/work.ts'
import { type Tablet, tablet } from '../tablets/tablet.ts'
import { isWhole, type Signer } from './signed.ts'
import type { Web } from './web.ts'

const shape = z.object({ tablet: z.string(), generation: z.number() })

/** The one capability we give out: whoever has this address fills in for people without the app (S2-089). */
export const tabletToken = (signer: Signer, { id, generation }: Tablet): Promise<string> =>
  signer.sign('tablet', { tablet: id, generation })

/** Why a link leads nowhere, in words for whoever stands at the tablet. */
export type LinkTrouble = 'torn' | 'foreign' | 'revoked'

/** A link that is good at this moment. */
export interface TabletLink {
  tablet: Tablet
  /** Where the list of names is: `/t/<token>`. */
  path: string
  /** What the tickets behind it are bound to: its tablet and its generation. */
  bound: string
}

export async function linkAt(web: Web, token: string): Promise<TabletLink | LinkTrouble> {
  const read = shape.safeParse(await web.signer.read('tablet', token))
  if (!read.success) return isWhole(token) ? 'foreign' : 'torn'
  const { tablet: place, generation } = read.data
  const found = await beginWork(web.db, web.now(), null).state(tablet, place)
  if (!found?.open || found.generation !== generation) return 'revoked'
  return { tablet: found, path: `/t/${token}`, bound: `${place}#${generation}` }
}

export const LINK_TROUBLE: Record<LinkTrouble, [string, string]> = {
  torn: ['链接不完整', '这个链接没有打开完整，请重新扫安全办公室给的二维码。'],
  foreign: ['不是本校的链接', '这个链接不是本校双责给的，什么都没有记。请重新扫安全办公室给的二维码。'],
  revoked: [
    '链接已经停用',
    '这块平板的链接已停用或已换新，刚才的内容没有记上。请安全办公室发送 /平板，在这里重新扫码，再填一次。',
  ],
}
