import type { SchoolFile } from '../people/school-file.ts'
import type { Emulator } from './feishu/emulator.ts'

/** Everybody with an account gets a phone; the leaders get their group. */
export function settlePeople(emulator: Emulator, school: SchoolFile): void {
  const withApp = school.staff.filter((entry) => entry.feishu_user_id)
  for (const entry of withApp)
    emulator.addUser({
      openId: entry.feishu_user_id!,
      name: entry.name,
      ...(entry.mobile && { mobile: entry.mobile }),
    })
  const leaders = [
    ...(school.lead_group?.leader ?? []),
    ...(school.lead_group?.deputy_leaders ?? []),
    ...(school.lead_group?.members ?? []),
  ]
  for (const chat of school.chats ?? [])
    emulator.addGroup({
      chatId: chat.id,
      name: chat.name ?? '校务群',
      members: withApp.filter((entry) => leaders.includes(entry.id)).map((entry) => entry.feishu_user_id!),
      withBot: true,
    })
}
