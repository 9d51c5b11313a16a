import type { PhotoStorage } from './storage.ts'

/** The part of Cloudflare's R2 binding we use. */
export interface Bucket {
  put(key: string, value: Uint8Array, options?: { httpMetadata?: { contentType?: string } }): Promise<unknown>
  get(
    key: string,
  ): Promise<{ arrayBuffer(): Promise<ArrayBuffer>; httpMetadata?: { contentType?: string } } | null>
}

export const photoBucket = (bucket: Bucket): PhotoStorage => ({
  async put(key, bytes, mime) {
    await bucket.put(key, bytes, { httpMetadata: { contentType: mime } })
  },
  async get(key) {
    const found = await bucket.get(key)
    if (!found) return undefined
    return {
      bytes: new Uint8Array(await found.arrayBuffer()),
      mime: found.httpMetadata?.contentType ?? 'image/jpeg',
    }
  },
})
