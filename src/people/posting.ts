import { posts } from '../duties/catalogue.ts'
import { Refusal } from '../refusal.ts'
import type { Directory } from './directory.ts'
import type { Posting } from './person.ts'

/** `班主任 三(1)班 任课教师`: posts by name or id, a class for a homeroom teacher, a department, a grade (`3年级`). */
export function readPosting(directory: Directory, words: readonly string[]): Posting {
  const posting: Posting = { posts: [], homeroomClass: null }
  for (const word of words) {
    const post = posts.get(word) ?? [...posts.values()].find(({ name }) => name === word)
    const schoolClass = directory.classes.find(({ id, name }) => id === word || name === word)
    const department = directory.school.file.departments.find(({ id, name }) => id === word || name === word)
    const grade = /^(\d{1,2})\s*年级$/.exec(word)?.[1]
    if (post) posting.posts.push(post.id)
    else if (schoolClass) Object.assign(posting, { homeroomClass: schoolClass.id, grade: schoolClass.grade })
    else if (department) posting.department = department.id
    else if (grade) posting.grade = Number(grade)
    else
      throw new Refusal('no-post', `没有「${word.slice(0, 20)}」这个岗位、班级或部门，请写全称，用空格隔开。`)
  }
  return checked(posting)
}

function checked(posting: Posting): Posting {
  const rotating = posting.posts.map((id) => posts.get(id)!).find((post) => post.rotating)
  if (rotating) throw new Refusal('rotating', `${rotating.name}是轮值，请改值班安排(duty_roster)。`)
  const homeroom = posting.posts.includes('homeroom_teacher')
  if (homeroom && posting.homeroomClass === null)
    throw new Refusal('no-class', '班主任请写上班级，例如：/任职 单念蘅 班主任 三(1)班 任课教师。')
  if (!homeroom && posting.homeroomClass !== null)
    throw new Refusal('no-homeroom', '写了班级，请把「班主任」也写上。')
  return { ...posting, posts: [...new Set(posting.posts)] }
}
