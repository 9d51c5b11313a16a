import { expect, test } from 'vitest'
import { type Person, type Posting, person } from '../../src/people/person.ts'

const JOINED: Person = {
  id: 'A',
  name: 'A',
  department: 'grade',
  posts: ['homeroom_teacher', 'subject_teacher'],
  homeroomClass: 'C1',
  grade: 3,
  hasApp: true,
  active: true,
}
const posted = (state: Person, atMs: number, posting: Posting): Person =>
  person.evolve(state, { kind: 'person.posted', by: 'O', ...posting }, { id: 'A', atMs, actor: null })

test('what is given up is kept with its span, what is only added takes nothing away', () => {
  const added = posted(JOINED, 10, { posts: [...JOINED.posts, 'grade_leader'] })
  expect(added.gaveUp).toBeUndefined()
  const removed = posted(added, 20, { posts: JOINED.posts })
  expect(removed.gaveUp).toEqual([
    { seat: 'grade_leader', sinceMs: 10, untilMs: 20 },
    { seat: 'grade_leader.3', sinceMs: 10, untilMs: 20 },
  ])
})

test('another class is another seat; the class given back was never given up', () => {
  const changed = posted(JOINED, 10, { posts: JOINED.posts, homeroomClass: 'C2' })
  expect(changed.gaveUp).toEqual([{ seat: 'C1', sinceMs: 0, untilMs: 10 }])
  const back = posted(changed, 20, { posts: JOINED.posts, homeroomClass: 'C1' })
  expect(back.gaveUp).toEqual([{ seat: 'C2', sinceMs: 10, untilMs: 20 }])
})
