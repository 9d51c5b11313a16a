import type { Mask } from './mask.ts'

/** An unpacked picture: four bytes for each pixel, row by row (RGBA). */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

/** The picture as it was seen, whichever way the phone was held (EXIF 2.32, tag 0x0112); 1 and unknown values leave it. */
export function upright({ width, height, data }: Pixels, orientation: number): Pixels {
  const turned = orientation >= 5 && orientation <= 8
  if (!turned && !(orientation >= 2 && orientation <= 4)) return { width, height, data }
  const [wide, high] = turned ? [height, width] : [width, height]
  const from = new Uint32Array(data.slice().buffer)
  const to = new Uint32Array(wide * high)
  const mirrorsX = [2, 3, 7, 8].includes(orientation)
  const mirrorsY = [3, 4, 6, 7].includes(orientation)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      // Where in the stored picture this pixel stands: along its rows, or along its columns when it lies on its side.
      const [column, row] = turned ? [y, x] : [x, y]
      const sourceX = mirrorsX ? width - 1 - column : column
      const sourceY = mirrorsY ? height - 1 - row : row
      to[y * wide + x] = from[sourceY * width + sourceX]!
    }
  return { width: wide, height: high, data: new Uint8Array(to.buffer) }
}

/** A JPEG knows no transparency: what is see-through becomes white, as on paper. Changes `data`. */
export function onWhite({ data }: Pixels): void {
  for (let at = 3; at < data.length; at += 4) {
    const alpha = data[at]!
    if (alpha === 255) continue
    for (let channel = at - 3; channel < at; channel++)
      data[channel] = Math.round((data[channel]! * alpha + 255 * (255 - alpha)) / 255)
    data[at] = 255
  }
}

/** Almost black: what is covered cannot be guessed back, as it could from large pixels. */
const INK = 0x22

/** Blackens the cells of the mask. Changes `data`. */
export function blacken({ width, height, data }: Pixels, { columns, rows, cells }: Mask): void {
  for (const cell of cells) {
    const column = cell % columns
    const row = Math.floor(cell / columns)
    const left = Math.floor((column * width) / columns)
    const right = Math.ceil(((column + 1) * width) / columns)
    const bottom = Math.min(height, Math.ceil(((row + 1) * height) / rows))
    for (let y = Math.floor((row * height) / rows); y < bottom; y++)
      for (let at = 4 * (y * width + left); at < 4 * (y * width + right); at += 4) data.fill(INK, at, at + 3)
  }
}
