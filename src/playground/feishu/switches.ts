/** Undocumented behaviour the emulator had to choose (feishu.md §18.7, tag [A] or [F]); flip to try the other answer. */
export interface Switches {
  /** `documented`: empty optional inputs are `""`, other empty fields missing. `flipped`: the other way round. */
  emptyFields: 'documented' | 'flipped'
  /** An API update of a card while its callback is being answered is lost (§17 "card flips back"). */
  loseUpdatesDuringCallback: boolean
  /** A form that was submitted stays locked when a new card brings a form of the same name (§14.6). */
  submittedFormStaysLocked: boolean
  /** 通讯录权限范围 = 全部成员; otherwise the root department answers 40004. */
  contactRangeIsAll: boolean
}

export const CHOSEN: Switches = {
  emptyFields: 'documented',
  loseUpdatesDuringCallback: true,
  submittedFormStaysLocked: true,
  contactRangeIsAll: true,
}
