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
