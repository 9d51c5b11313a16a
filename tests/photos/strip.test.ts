import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWhole, pictureKind, withoutMetadata } from '../../src/photos/strip.ts'
import { picture } from '../playground/page-picture.ts'

const text = (words: string) => [...new TextEncoder().encode(words)]
const segment = (marker: number, content: number[]) => [
  0xff,
  marker,
  (content.length + 2) >> 8,
  (content.length + 2) & 255,
  ...content,
]
const SOI = [0xff, 0xd8]
const EOI = [0xff, 0xd9]
const FRAME = segment(0xc2, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
/** A scan with everything that looks like a marker and is none. */
const SCAN = [...segment(0xda, [1, 1, 0, 0, 0x3f, 0]), 0x12, 0xff, 0x00, 0xff, 0xd3, 0x34, 0xff, 0xff, 0x00]
const secret = segment(0xe1, text('Exif GPS 31.2'))
const jpeg = (...parts: number[][]) => Uint8Array.from(parts.flat())
const stripped = (bytes: Uint8Array) => [...(withoutMetadata(bytes)?.bytes ?? [])]

describe('JPEG', () => {
  const clean = jpeg(SOI, FRAME, SCAN, SCAN, EOI)
  test.each([
    ['in front', jpeg(SOI, secret, FRAME, SCAN, SCAN, EOI)],
    ['between two scans', jpeg(SOI, FRAME, SCAN, secret, SCAN, EOI)],
    ['behind fill bytes', jpeg(SOI, [0xff, 0xff], secret, FRAME, SCAN, SCAN, EOI)],
    ['as a comment', jpeg(SOI, segment(0xfe, text('GPS')), FRAME, SCAN, SCAN, EOI)],
    ['as a second picture behind the end', jpeg(SOI, FRAME, SCAN, SCAN, EOI, SOI, secret, FRAME, SCAN, EOI)],
    ['as a film behind the end', jpeg(SOI, FRAME, SCAN, SCAN, EOI, text('ftypmp42 GPS'))],
  ])('what is hidden %s goes, the picture stays', (_, bytes) => {
    expect(stripped(bytes)).toEqual([...clean])
  })
  test('colour marks stay', () => {
    const adobe = jpeg(SOI, segment(0xee, text('Adobe')), segment(0xe0, text('JFIF')), FRAME, SCAN, EOI)
    expect(stripped(adobe)).toEqual([...adobe])
  })
  test('one that stops within its scan is shown as far as it goes, and is not whole', () => {
    const short = withoutMetadata(jpeg(SOI, secret, FRAME, SCAN))!
    expect([...short.bytes]).toEqual([...jpeg(SOI, FRAME, SCAN)])
    expect(isWhole(short)).toBe(false)
    expect(isWhole(withoutMetadata(clean)!)).toBe(true)
  })
  test('one that stops within a segment is none', () => {
    expect(withoutMetadata(jpeg(SOI, secret).subarray(0, 9))).toBeUndefined()
  })
})

describe('PNG', () => {
  const png = picture('a')
  const chunk = (name: string, content: number[]) => [
    0,
    0,
    0,
    content.length,
    ...text(name),
    ...content,
    0,
    0,
    0,
    0,
  ]
  const with_ = (extra: number[]) => Uint8Array.from([...png.subarray(0, 33), ...extra, ...png.subarray(33)])
  test('metadata goes, and what stands behind the end', () => {
    for (const name of ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME', 'caBX', 'seRl'])
      expect(stripped(with_(chunk(name, text('GPS')))), name).toEqual([...png])
    expect(stripped(Uint8Array.from([...png, ...text('GPS')]))).toEqual([...png])
  })
  test('a torn one is none', () => {
    expect(withoutMetadata(png.subarray(0, png.length - 12))).toBeUndefined()
  })
})

test('whatever the bytes, stripping twice is stripping once, and nothing breaks', () => {
  const heads = fc.constantFrom(SOI, [0x89, 0x50, 0x4e, 0x47], text('RIFF\x10\0\0\0WEBP'), [])
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      const bytes = Uint8Array.from([...head, ...rest])
      const once = withoutMetadata(bytes)
      if (!once) return
      expect(once.mime).toBe(pictureKind(bytes))
      expect(once.bytes.length).toBeLessThanOrEqual(bytes.length)
      expect(withoutMetadata(once.bytes)).toEqual(once)
    }),
    { numRuns: 400 },
  )
})
