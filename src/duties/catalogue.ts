import file from './duty-catalog.json' with { type: 'json' }

/*
 * The product's default catalogue: posts, duties, escalation policies, categories. Rules are data (design §5). It is the
 * founders' file with these additions, so that nobody takes theirs over ours without them:
 * - Chinese marks in the Chinese, because teachers read these lines on their cards;
 * - a `basis` for the duties that had none (S1-05);
 * - ESC-DUTY has a last step `day_end` → missed, as ESC-DAILY has: a shift ends with its day (handbook §5.2);
 * - `two_receivers` on `rpt-quarterly-two-receivers`, `rpt-jan10` and `rep-self-exam` (handbook §14.5);
 * - `roster_places` on `ptl-gate-escort`: only the teacher at the gate owes it;
 * - `confirm_only` on `rpt-weekly-summary`, which the bot writes.
 */

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
