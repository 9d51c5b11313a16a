import { wantsNoName } from '../reading/no-name.ts'
import { Refusal } from '../refusal.ts'

/** For whoever stands where he is known. */
export const ANONYMOUS_ELSEWHERE =
  '这里知道是您，匿名的话没有记。请和我私聊发送「/匿名」拿不用登录的网址，或扫墙上的匿名隐患码。'

/**
 * Every door through which somebody reports by name passes here: what asks for no name is never filed under one (S2-032).
 * @throws Refusal `anonymous`, which says nothing of the words
 */
export function mustWantName(who: object | undefined, text: string): void {
  if (who && wantsNoName(text)) throw new Refusal('anonymous', ANONYMOUS_ELSEWHERE)
}
