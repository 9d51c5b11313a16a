import protobuf from 'protobufjs'

/** The frame of the long connection (feishu.md §15.2). */
const FRAME = protobuf
  .parse(
    `syntax = "proto2"; package pbbp2;
    message Header { required string key = 1; required string value = 2; }
    message Frame {
      required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
      repeated Header headers = 5; optional string payload_encoding = 6; optional string payload_type = 7;
      optional bytes payload = 8; optional string LogIDNew = 9;
    }`,
    { keepCase: true },
  )
  .root.lookupType('pbbp2.Frame')

/** `method` of a data frame; 0 is control. */
export const DATA = 1

export interface Frame {
  service: number
  method: number
  headers: Record<string, string>
  payload: string
}

export function writeFrame(frame: Frame): Uint8Array {
  const headers = Object.entries(frame.headers).map(([key, value]) => ({ key, value }))
  const { service, method } = frame
  const payload = new TextEncoder().encode(frame.payload)
  return FRAME.encode({ SeqID: 0, LogID: 0, service, method, headers, payload }).finish()
}

/** Throws on bytes that are no frame. */
export function readFrame(bytes: Uint8Array): Frame {
  const read = FRAME.decode(bytes) as unknown as {
    service: number
    method: number
    headers?: { key: string; value: string }[]
    payload?: Uint8Array
  }
  return {
    service: read.service,
    method: read.method,
    headers: Object.fromEntries((read.headers ?? []).map(({ key, value }) => [key, value])),
    // An absent field reads as an empty array, not as empty bytes.
    payload: new TextDecoder().decode(Uint8Array.from(read.payload ?? [])),
  }
}
