import { html, raw } from 'hono/html'
import QRCode from 'qrcode'
import type { Html } from '../cards/html.ts'

/** A quiet border of four modules, as the standard asks. */
const QUIET = 4

/** A QR code as one path: drawn in place, because the pages' content policy knows no `data:` pictures. */
export function drawCode(text: string, label: string): Html {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  const dark = Array.from({ length: size * size }, (_, at) => at).filter((at) => data[at])
  const path = dark.map((at) => `M${QUIET + (at % size)} ${QUIET + Math.floor(at / size)}h1v1h-1z`).join('')
  const edge = size + 2 * QUIET
  return html`<svg viewBox="0 0 ${edge} ${edge}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path d="${raw(path)}"/></svg>`
}
