import { deflateSync } from 'node:zlib'

/** A PNG of 320 × 200 with a soft gradient whose hue follows the key, so that pictures differ on the page. */
export function picture(key: string): Uint8Array {
  const [width, height] = [320, 200]
  const seed = [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const rows = new Uint8Array((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3
      rows[at] = 110 + ((seed * 7) % 90) + y / 5
      rows[at + 1] = 150 + ((seed * 13) % 60) + x / 8
      rows[at + 2] = 190 + ((seed * 3) % 50) - y / 6
    }
  }
  const head = new Uint8Array([0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255, 8, 2, 0, 0, 0])
  const signature = [137, 80, 78, 71, 13, 10, 26, 10]
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]
  return new Uint8Array([...signature, ...parts.flatMap((part) => [...part])])
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const typed = new Uint8Array([...new TextEncoder().encode(name), ...data])
  const out = new Uint8Array(typed.length + 8)
  const view = new DataView(out.buffer)
  view.setUint32(0, data.length)
  out.set(typed, 4)
  view.setUint32(typed.length + 4, crc(typed))
  return out
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}
