import { readFileSync } from 'node:fs'
import { PhotonImage } from '@cf-wasm/photon/node'

/**
 * Real files, each a field of four colours: red, green / blue, white as it is meant to be seen. `phone-sideways.jpg` was
 * taken with the phone turned (orientation 6) and says where (GPS) and with what.
 */
export const pictureFile = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url)))

export interface Seen {
  width: number
  height: number
  /** The colour at a place given in parts of the whole: `at(0.25, 0.25)` is the middle of the first field. */
  at(x: number, y: number): string
}

/** Unpacks a picture and says what is to be seen where. */
export function look(bytes: Uint8Array): Seen {
  const image = PhotonImage.new_from_byteslice(bytes)
  const [width, height, data] = [image.get_width(), image.get_height(), image.get_raw_pixels()]
  image.free()
  return {
    width,
    height,
    at(x, y) {
      const from = 4 * (Math.floor(y * height) * width + Math.floor(x * width))
      return colourOf([...data.subarray(from, from + 3)])
    },
  }
}

const COLOURS: Record<string, number[]> = {
  red: [220, 30, 30],
  green: [30, 180, 60],
  blue: [30, 60, 220],
  white: [255, 255, 255],
  black: [34, 34, 34],
}

/** The nearest of the colours a picture of ours can have. */
function colourOf(seen: number[]): string {
  const far = (colour: number[]) => colour.reduce((sum, value, at) => sum + Math.abs(value - seen[at]!), 0)
  return Object.entries(COLOURS).sort(([, one], [, other]) => far(one) - far(other))[0]![0]
}

/** The colours of the four fields, row by row. */
export const fieldsOf = ({ at }: Seen): string[] => [
  at(0.25, 0.25),
  at(0.75, 0.25),
  at(0.25, 0.75),
  at(0.75, 0.75),
]
