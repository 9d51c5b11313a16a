import * as z from 'zod'
import { clockShape, dayShape, schoolCalendarShape } from '../calendar/school-calendar.ts'
import { settingShape } from '../duties/settings.ts'

/**
 * The shape of a school file (`sample-school.json`). Only a name and people are demanded: a small school lacks much,
 * and what it lacks is a warning. Keys we do not know are let through the door and left out of the result.
 */

const text = z.string().trim().min(1)
const id = z.union([text, z.number().transform(String)])
const ids = z.array(id).default([])
const texts = z.array(text).default([])
/** Account ids come as null from spreadsheets of people without the app. */
const account = z
  .string()
  .trim()
  .nullish()
  .transform((value) => value || undefined)

const receiver = z.object({
  name: text,
  section: text.optional(),
  channels: texts,
  phone: z.string().optional(),
})

const school = z.object({
  name: text,
  type: text.optional(),
  pupils: z.int().min(0).optional(),
  buildings: texts,
  /** Whom people without an account phone. */
  phone: z.string().trim().optional(),
  has_canteen: z.boolean().default(false),
  diners: z.int().min(0).optional(),
  has_bus: z.boolean().default(false),
  has_boarding: z.boolean().default(false),
  legal_representative: id.optional(),
  first_responsible: id.optional(),
  bureau: receiver.optional(),
  second_receiver: receiver.optional(),
})

const department = z.object({
  id,
  name: text,
  head: id.optional(),
  hosts_safety_office: z.boolean().default(false),
})

const leadGroup = z.object({ leader: ids, deputy_leaders: ids, members: ids, safety_office: ids })

const person = z.object({
  id,
  name: text,
  gender: z.enum(['男', '女']).optional(),
  department: id.optional(),
  posts: texts,
  title: text.optional(),
  has_app: z.boolean().default(true),
  feishu_user_id: account,
  dingtalk_user_id: account,
  wecom_user_id: account,
  mobile: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((value) => value || undefined),
  /** Who enters for a person without the app (handbook §3). */
  proxy: id.optional(),
  grade: z.int().min(1).max(12).optional(),
  homeroom_class: id.optional(),
  teaches: texts,
  leader_scope: texts,
  contract_area: texts,
  certificates: z.array(z.object({ name: text, expires: dayShape.optional() })).default([]),
})

const classShape = z.object({
  id,
  name: text,
  aliases: texts,
  grade: z.int().min(1).max(12),
  homeroom: id.optional(),
  pupils: z.int().min(0).optional(),
  building: text.optional(),
  floor: z.int().optional(),
  room: text.optional(),
})

const patrolPoint = z.object({
  id,
  name: text,
  aliases: texts,
  building: text.optional(),
  floor: z.int().optional(),
  department: id.optional(),
  owner: id.optional(),
  risk: z.enum(['low', 'mid', 'high']).default('mid'),
  rounds_per_school_day: z.int().min(0).default(1),
  qr: text.optional(),
  /** Whether parents are offered it by name; unsaid, where the traffic and the surroundings are looked at. */
  public: z.boolean().optional(),
  check_items: texts,
  hazard_categories: texts,
})

/** What guards the school (S1-54): 人防, 物防, 技防. */
const asset = z.object({
  id,
  name: text,
  kind: z.enum(['people', 'barrier', 'technical']),
  /** A patrol point's id, or words. */
  place: text.optional(),
  owner: id.optional(),
  /** Calendar days from one maintenance to the next. */
  maintain_days: z.int().min(1).optional(),
})

/** ISO weekday as a key, 1 = Monday. */
const weekday = z.string().regex(/^[1-7]$/)
const dutyRoster = z.object({
  duty_leader_by_weekday: z.record(weekday, id).default({}),
  duty_leader_weekend: z.object({ default: ids, rule: text.optional() }).optional(),
  duty_teacher_posts: texts,
  duty_teacher_by_weekday: z.record(weekday, z.array(id)).default({}),
  guard_shifts: z
    .array(z.object({ id, staff: ids, start: clockShape.optional(), end: clockShape.optional() }))
    .default([]),
  makeup_day_rule: text.optional(),
})

export const schoolShape = z.object({
  school,
  calendar: schoolCalendarShape.prefault({}),
  departments: z.array(department).default([]),
  lead_group: leadGroup.prefault({}),
  /** Grade → person, e.g. `{"1": "T11"}`. */
  grade_leaders: z.record(z.string().regex(/^\d{1,2}$/), id).default({}),
  staff: z.array(person).min(1),
  classes: z.array(classShape).default([]),
  patrol_points: z.array(patrolPoint).default([]),
  duty_roster: dutyRoster.prefault({}),
  /** Unknown to files written before; none is not an empty list. */
  assets: z.array(asset).optional(),
  externals: z.array(z.object({ type: text, name: text })).default([]),
  /** Group chats the bot speaks in by itself: `leaders` gets the weekly summary. */
  chats: z.array(z.object({ id: text, purpose: z.enum(['leaders']), name: text.optional() })).default([]),
  /** Duties of the school's own, in the catalog's shape; read by the catalog, let through here. */
  duties: z.array(z.record(z.string(), z.unknown())).default([]),
  /** Policies of the catalogue in the school's own words, and numbers it set for itself; read like the duties. */
  escalation_policies: z.array(z.record(z.string(), z.unknown())).optional(),
  settings: z.array(settingShape).optional(),
})

export type SchoolShape = z.output<typeof schoolShape>
export type StaffEntry = SchoolShape['staff'][number]
export type ClassEntry = SchoolShape['classes'][number]
export type PatrolPointEntry = SchoolShape['patrol_points'][number]
export type AssetEntry = NonNullable<SchoolShape['assets']>[number]
