/**
 * What the platform can do to us, on demand (feishu.md §18.5). Counters of limits.ts run by themselves; these come on top.
 * - `reset`, `silent`: nothing is done and the connection breaks, or stays open without an answer
 * - `reset-after-work`, `silent-after-work`, `error-after-work`: the work is done, its answer is lost
 */
export type Fault =
  | 'reset'
  | 'silent'
  | 'reset-after-work'
  | 'silent-after-work'
  | 'error-after-work'
  | 'server-error'
  | 'token-invalid'
  | 'quota'
  | 'busy'
  | 'card-locked'
  | 'image-unknown'
  | 'resigned'
  | 'bot-removed'
  | { throttled: 429 | 400; resetSeconds?: number }
  | { code: number; status?: number; msg?: string }

/** What can happen to the next event or callback on its way to the bot and back. */
export type DeliveryFault = 'duplicate' | 'duplicate-new-event-id' | 'lose-answer'

export interface Faults {
  /** The next `times` calls of that API fail so. Pattern: `POST /im/v1/messages`, `/im/v1/messages/:id`, `*` or a RegExp over `METHOD /path`. */
  next(pattern: string | RegExp, fault: Fault, times?: number): void
  /** Until the returned function is called. */
  always(pattern: string | RegExp, fault: Fault): () => void
  /** How many of the `next` ones no call has met yet. */
  readonly waiting: number
  /** While true every request finds its connection destroyed. */
  down: boolean
  nextDelivery(fault: DeliveryFault): void
  /** While true events wait; `Emulator.releaseEvents` sends them in the order asked for. */
  holdEvents: boolean
  /** Long connection: split each event into this many frames. */
  socketParts: number
  /** Long connection: send callbacks as `type=card` frames, which the SDK drops (feishu.md §16.4). */
  socketCardFrames: boolean
  clear(): void
  take(method: string, route: string, path: string): Fault | undefined
  takeDelivery(): DeliveryFault | undefined
}

interface Planned {
  pattern: string | RegExp
  fault: Fault
  left: number
}

const meets = (pattern: string | RegExp, method: string, route: string, path: string) =>
  pattern instanceof RegExp
    ? pattern.test(`${method} ${path}`)
    : ['*', route, path, `${method} ${route}`, `${method} ${path}`].includes(pattern)

export function createFaults(): Faults {
  let planned: Planned[] = []
  let deliveries: DeliveryFault[] = []
  return {
    down: false,
    holdEvents: false,
    socketParts: 1,
    socketCardFrames: false,
    next(pattern, fault, times = 1) {
      planned.push({ pattern, fault, left: times })
    },
    get waiting() {
      return planned.filter(({ left }) => Number.isFinite(left)).reduce((sum, { left }) => sum + left, 0)
    },
    always(pattern, fault) {
      const plan = { pattern, fault, left: Number.POSITIVE_INFINITY }
      planned.push(plan)
      return () => {
        planned = planned.filter((other) => other !== plan)
      }
    },
    nextDelivery(fault) {
      deliveries.push(fault)
    },
    clear() {
      planned = []
      deliveries = []
      Object.assign(this, { down: false, holdEvents: false, socketParts: 1, socketCardFrames: false })
    },
    take(method, route, path) {
      const plan = planned.find((each) => meets(each.pattern, method, route, path))
      if (!plan) return undefined
      plan.left -= 1
      if (plan.left <= 0) planned = planned.filter((other) => other !== plan)
      return plan.fault
    },
    takeDelivery: () => deliveries.shift(),
  }
}
