import type { Attempt } from './webhook.ts'

/** The long connection (feishu.md §15). */
export interface Socket {
  wasConnected(): boolean
  send(plain: string, callback: boolean): Promise<Attempt>
}
export const noSocket: Socket = {
  wasConnected: () => false,
  send: async () => ({ status: 'refused' }),
}
