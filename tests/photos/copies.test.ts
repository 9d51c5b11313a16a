import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Copies, createCopies, sizeOf } from '../../src/photos/copies.ts'
import { type Darkroom, LARGEST_COPY_BYTES } from '../../src/photos/darkroom.ts'
import { nodeDarkroom } from '../../src/photos/darkroom-node.ts'
import { everyCell, WIDE } from '../../src/photos/mask.ts'
import type { PhotoStorage } from '../../src/photos/storage.ts'
import { picture } from '../playground/page-picture.ts'
import { PHOTO } from '../world.ts'
import { fieldsOf, look, pictureFile } from './pictures.ts'

const AS_MEANT = ['red', 'green', 'blue', 'white']
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function shelf() {
  const kept = new Map<string, { bytes: Uint8Array; mime: string }>()
  const storage: PhotoStorage = {
    put: async (key, bytes, mime) => void kept.set(key, { bytes, mime }),
    get: async (key) => kept.get(key),
  }
  return { kept, storage }
}
/** Counts what is developed. */
function counted(darkroom: Darkroom) {
  const calls = { begun: 0 }
  return {
    calls,
    darkroom: {
      ...darkroom,
      async develop(...given: Parameters<Darkroom['develop']>) {
        calls.begun += 1
        return darkroom.develop(...given)
      },
    },
  }
}
const copiesOn = (darkroom: Darkroom | undefined = nodeDarkroom()): Copies =>
  createCopies(shelf().storage, darkroom)

describe('what others see', () => {
  test.each([
    ['a phone held sideways', 'phone-sideways.jpg', 1200, 1600],
    ['CMYK, as printers want it', 'cmyk.jpg', 1600, 1200],
    ['WebP', 'large.webp', 1600, 1200],
    ['PNG with a palette', 'large.png', 1600, 1200],
    ['small, but turned', 'small-turned.jpg', 400, 300],
  ])('%s: small, upright, JPEG, and nothing of the file but its pixels', async (_, name, width, height) => {
    const original = pictureFile(name)
    const copy = (await copiesOn().make(original))!
    expect(copy.mime).toBe('image/jpeg')
    expect(copy.bytes.length).toBeLessThanOrEqual(LARGEST_COPY_BYTES)
    expect(latin(copy.bytes)).not.toMatch(/Exif|PhoneMaker|ICC_PROFILE/)
    const seen = look(copy.bytes)
    expect([seen.width, seen.height]).toEqual([width, height])
    expect(fieldsOf(seen)).toEqual(AS_MEANT)
  })

  test('what is see-through is white, as on paper', async () => {
    const seen = look((await copiesOn().make(pictureFile('see-through.png')))!.bytes)
    expect(fieldsOf(seen)).toEqual(['white', 'green', 'blue', 'white'])
  })

  test('what is small and upright already only loses its metadata: nothing is packed a second time', async () => {
    const { calls, darkroom } = counted(nodeDarkroom())
    const copies = copiesOn(darkroom)
    expect((await copies.make(pictureFile('one-pixel.jpg')))?.mime).toBe('image/jpeg')
    expect((await copies.make(picture('a')))!.bytes).toEqual(new Uint8Array(picture('a')))
    expect(calls.begun).toBe(0)
  })

  test('a picture full of noise is packed until it is small enough', async () => {
    const side = 1700
    const noise = Uint8Array.from({ length: side * side * 4 }, (_, at) =>
      at % 4 === 3 ? 255 : (at * 7919) % 251,
    )
    const { PhotonImage } = await import('@cf-wasm/photon/node')
    const original = new Uint8Array(new PhotonImage(noise, side, side).get_bytes_jpeg(95))
    expect(original.length).toBeGreaterThan(2 * LARGEST_COPY_BYTES)
    const copy = (await copiesOn().make(original))!
    expect(copy.bytes.length).toBeLessThanOrEqual(LARGEST_COPY_BYTES)
    expect(Math.max(look(copy.bytes).width)).toBeGreaterThanOrEqual(800)
  })
})

describe('what cannot be unpacked', () => {
  test('a torn JPEG is shown as far as it goes; a torn PNG or WebP is not', async () => {
    const half = (name: string) => pictureFile(name).subarray(0, Math.floor(pictureFile(name).length * 0.6))
    const copy = (await copiesOn().make(half('phone-sideways.jpg')))!
    expect(latin(copy.bytes)).not.toMatch(/PhoneMaker/)
    expect(await copiesOn().make(half('large.png'))).toBeUndefined()
    expect(await copiesOn().make(half('large.webp'))).toBeUndefined()
    expect((await copiesOn().make(PHOTO))?.mime).toBe('image/jpeg')
  })

  test('a bomb, whose head claims more than the machine holds, is not even tried', async () => {
    const { calls, darkroom } = counted(nodeDarkroom())
    const png = pictureFile('large.png').slice()
    new DataView(png.buffer).setUint32(16, 60_000)
    new DataView(png.buffer).setUint32(20, 60_000)
    const jpeg = pictureFile('cmyk.jpg').slice()
    const frame = jpeg.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(jpeg[at + 1]!))
    new DataView(jpeg.buffer).setUint16(frame + 5, 65_000)
    new DataView(jpeg.buffer).setUint16(frame + 7, 65_000)
    for (const bomb of [png, jpeg]) {
      expect(sizeOf(bomb)!.pixels).toBeGreaterThan(3e9)
      const copies = copiesOn(darkroom)
      expect((await copies.make(bomb))!.bytes.length).toBeLessThanOrEqual(bomb.length)
      expect(copies.canCover(bomb)).toBe(false)
    }
    expect(calls.begun).toBe(0)
  })

  test('without a darkroom it loses its metadata all the same, and still stands upright', async () => {
    const copies = createCopies(shelf().storage, undefined)
    const copy = (await copies.make(pictureFile('phone-sideways.jpg')))!
    expect(latin(copy.bytes)).not.toMatch(/PhoneMaker/)
    expect(sizeOf(copy.bytes)).toMatchObject({ orientation: 6, width: 2400, height: 1800 })
    expect(copies.canCover(pictureFile('phone-sideways.jpg'))).toBe(false)
  })

  test('whatever the bytes, nothing breaks, and a copy says no more than its original', async () => {
    const copies = copiesOn()
    const files = ['one-pixel.jpg', 'small-turned.jpg', 'large.png', 'large.webp'].map(pictureFile)
    const spoilt = fc.record({
      file: fc.constantFrom(...files),
      at: fc.nat({ max: 600 }),
      byte: fc.nat({ max: 255 }),
      length: fc.double({ min: 0.1, max: 1, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ file, at, byte, length }) => {
        const bytes = file.slice(0, Math.ceil(file.length * length))
        if (at < bytes.length) bytes[at] = byte
        const copy = await copies.make(bytes)
        if (copy)
          expect(copy.bytes.length).toBeLessThanOrEqual(Math.max(LARGEST_COPY_BYTES, bytes.length + 64))
      }),
      { numRuns: 25 },
    )
  })
})

describe('what is covered', () => {
  const cells = everyCell(WIDE).filter((cell) => cell % 12 >= 6 && cell < 48)

  test('is black in the copy, as the picture is seen; the rest stays', async () => {
    const mask = { ...WIDE, cells }
    for (const name of ['large.webp', 'phone-sideways.jpg'] as const) {
      const seen = look((await copiesOn().make(pictureFile(name), mask))!.bytes)
      expect([seen.at(0.25, 0.25), seen.at(0.75, 0.25), seen.at(0.95, 0.05)]).toEqual([
        'red',
        'black',
        'black',
      ])
      expect([seen.at(0.25, 0.75), seen.at(0.75, 0.75)]).toEqual(['blue', 'white'])
    }
  })

  test('a small picture is packed anew for it', async () => {
    const seen = look(
      (await copiesOn().make(pictureFile('small-turned.jpg'), { ...WIDE, cells: [0] }))!.bytes,
    )
    expect([seen.at(0.02, 0.02), seen.at(0.25, 0.25)]).toEqual(['black', 'red'])
  })

  test('is never shown uncovered: what cannot be covered in part is not shown at all', async () => {
    const torn = pictureFile('phone-sideways.jpg').subarray(0, 20_000)
    expect(await copiesOn().make(torn, { ...WIDE, cells: [3] })).toBeUndefined()
    expect(
      await createCopies(shelf().storage, undefined).make(PHOTO, { ...WIDE, cells: [3] }),
    ).toBeUndefined()
    expect(
      await copiesOn().make(pictureFile('large.png'), { ...WIDE, cells: everyCell(WIDE) }),
    ).toBeUndefined()
  })
})

test('several ask at once for the same picture: it is made once, and kept', async () => {
  const { kept, storage } = shelf()
  const { calls, darkroom } = counted(nodeDarkroom())
  const copies = createCopies(storage, darkroom)
  await storage.put('original/p1', pictureFile('large.webp'), 'image/webp')
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => copies.of({ id: 'p1' })))
  for (const other of others) expect(other).toEqual(first)
  await copies.of({ id: 'p1' })
  expect(calls.begun).toBe(1)
  await copies.of({ id: 'p1', version: 1, mask: { ...WIDE, cells: [0], by: 'T1', atMs: 0 } })
  expect([...kept.keys()].sort()).toEqual(['original/p1', 'shown/p1', 'shown/p1-1'])
  expect(await copies.of({ id: 'p1', removed: { by: 'T1', atMs: 0, reason: '传错了' } })).toBeUndefined()
})
