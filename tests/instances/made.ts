import { dutyInstance } from '../../src/instances/evolve.ts'
import type { Instance, InstanceEvent } from '../../src/instances/instance.ts'
import { instantOf } from '../../src/time.ts'

export const at = (day: string, time: string): number => instantOf(day, time)

/** A monthly meeting on 2026-09-24 15:30, called by P03, with P01, P02 and G01. */
export const meeting = (more: Partial<Instance> = {}): Instance => ({
  id: 'mtg-monthly-special.school.2026-09',
  duty: 'mtg-monthly-special',
  unit: 'school',
  period: '2026-09',
  owner: 'P03',
  others: ['P01', 'P02', 'G01'],
  opensAtMs: at('2026-09-24', '15:30'),
  dueAtMs: at('2026-09-24', '17:30'),
  roundAtMs: at('2026-09-24', '15:30'),
  periodStart: '2026-09-01',
  periodEnd: '2026-09-30',
  provisional: false,
  required: ['attendance', 'text'],
  receivers: [],
  minPhotos: 0,
  policy: 'ESC-MEETING',
  ladder: 'duty/mtg-monthly-special.school.2026-09',
  status: 'scheduled',
  proofs: [],
  attended: [],
  transfers: [],
  ...more,
})

/** The state after decisions one after another. */
export const after = (
  state: Instance,
  atMs: number,
  ...decides: ((state: Instance) => InstanceEvent[])[]
): Instance =>
  decides.reduce(
    (now, decide) =>
      decide(now).reduce(
        (each, event) => dutyInstance.evolve(each, event, { id: each.id, atMs, actor: null }),
        now,
      ),
    state,
  )
