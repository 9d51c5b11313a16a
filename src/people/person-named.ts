import { cut } from '../cut.ts'
import { Refusal } from '../refusal.ts'
import type { Directory } from './directory.ts'
import type { Person } from './person.ts'

/** Somebody by id, account or name, as a form or a sentence gives it; 「鲁锦木师傅」 is 鲁锦木. */
export function personNamed(directory: Directory, said: string): Person {
  const name = said.trim().replace(/(?:老师|主任|师傅|同志)$/, '')
  const found =
    directory.person(name) ?? directory.byName(name) ?? directory.byAccount(name) ?? directory.byName(said)
  if (!found?.active) throw new Refusal('nobody', `没有找到「${cut(name, 20)}」，请写教职工的全名。`)
  return found
}
