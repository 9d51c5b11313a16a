import file from './duty-catalog.json' with { type: 'json' }

/** The product's default catalogue: posts, duties, escalation policies, categories. Rules are data (design §5). */
export interface Post {
  id: string
  name: string
  level: string
  department: string
  supervisor: string | null
  rotating: boolean
  /** What the post does, and what it answers for: every post has both (S2-087). */
  businessDuties: string[]
  safetyDuties: string[]
}

export interface DailyDuty {
  id: string
  title: string
  post: string
  coPosts: string[]
  excludePosts: string[]
  scope: 'class' | 'person'
  /** Wall-clock times of the school day, `HH:mm`. */
  opensAt: string
  dueAt: string
  /** Minutes before `dueAt` at which the duty itself reminds its owner. */
  remindMinutes: number[]
}

export interface Category {
  id: string
  name: string
  restricted: boolean
  /** Hazards only: whose department mends it. */
  department?: string
}

export const posts: ReadonlyMap<string, Post> = new Map(
  file.posts.map((post) => [
    post.id,
    {
      id: post.id,
      name: post.name_zh,
      level: post.level,
      department: post.department,
      supervisor: post.supervisor_post,
      rotating: post.rotating,
      businessDuties: post.business_duties_zh,
      safetyDuties: post.safety_duties_zh,
    },
  ]),
)

export const hazardCategories: ReadonlyMap<string, Category> = new Map(
  file.enums.hazard_category.map((entry) => [
    entry.id,
    { id: entry.id, name: entry.zh, restricted: entry.restricted, department: entry.department },
  ]),
)

export const incidentCategories: ReadonlyMap<string, Category> = new Map(
  file.enums.incident_category.map((entry) => [
    entry.id,
    { id: entry.id, name: entry.zh, restricted: entry.restricted },
  ]),
)

/** A category by its id or its Chinese name, as a form or a sentence gives it. */
export const categoryNamed = (
  categories: ReadonlyMap<string, Category>,
  words: string,
): Category | undefined =>
  categories.get(words) ?? [...categories.values()].find((entry) => entry.name === words)

/** The two daily check-ins of a school day; a homeroom teacher's class card covers the own post too (handbook §14.10). */
const DAILY = ['chk-homeroom-morning', 'chk-staff-daily']

export const dailyDuties: readonly DailyDuty[] = DAILY.map((id) => {
  const duty = file.duties.find((entry) => entry.id === id)
  if (!duty) throw new Error(`the catalogue has no duty ${id}`)
  return {
    id: duty.id,
    title: duty.title_zh,
    post: duty.post,
    coPosts: duty.co_posts,
    excludePosts: (duty as { exclude_posts?: string[] }).exclude_posts ?? [],
    scope: duty.scope === 'class' ? 'class' : 'person',
    opensAt: duty.due_window.open.at,
    dueAt: duty.due_window.due.at,
    remindMinutes: duty.reminders.flatMap(({ offset }) => {
      const minutes = /^-PT(\d+)M$/.exec(offset)?.[1]
      return minutes ? [Number(minutes)] : []
    }),
  }
})
