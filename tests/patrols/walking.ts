import { pointToken } from '../../src/pages/points.ts'
import { createSigner } from '../../src/pages/signed.ts'
import type { Visit } from '../../src/patrols/patrol.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { sampleSchool, type World } from '../world.ts'

const ROUNDS = ['ptl-guard-five', 'ptl-fire-daily', 'ptl-duty-leader-rounds']

/** The sample school in which only the rounds are asked for. */
export const patrolSchool = (): SchoolFile => {
  const school = sampleSchool()
  return {
    ...school,
    duties: [
      ...(school.duties ?? []).filter(({ id }) => !ROUNDS.includes(String(id))),
      ...['chk-homeroom-morning', 'chk-staff-daily'].map((id) => ({ id, default_on: false })),
    ],
  }
}

/** The address on the plate of a point. */
export async function plateOf(world: World, code: string): Promise<string> {
  const point = patrolSchool().patrol_points.find(({ qr }) => qr === code)!
  return `/p/${await pointToken(createSigner(world.emulator.app.appSecret), point as never)}`
}

/** The same, of somebody with an account who says that he wants to log in. */
export const scanOf = async (world: World, code: string): Promise<string> =>
  `${await plateOf(world, code)}?login=1`

export async function visits(world: World): Promise<Visit[]> {
  const rows = await world.town.db.all<{ state: string }>(
    'SELECT state FROM patrol_visits ORDER BY visited_at, id',
  )
  return rows.map(({ state }) => JSON.parse(state) as Visit)
}
