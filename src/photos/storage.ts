/** Where pictures are kept: a folder on Node, R2 on Workers. Keys are `original/<id>` and `shown/<id>`. */
export interface PhotoStorage {
  put(key: string, bytes: Uint8Array, mime: string): Promise<void>
  get(key: string): Promise<{ bytes: Uint8Array; mime: string } | undefined>
}
