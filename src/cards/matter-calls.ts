/** What a step of a ladder says over one hazard or incident: in a word, and as the card says it. */
export interface MatterCall {
  word: string
  say: string
  /** Buttons that the card puts first because of it. */
  offers?: readonly string[]
}

/** Said to whoever is called over a matter he may not read, and nothing else (handbook §10.10). */
export const SEALED = '有一起紧急受限事件，请立即电话联系校长。'

const LISTING = ['list', 'unlist']

const CALLS: Record<string, Record<string, MatterCall>> = {
  incident: {
    urgent: {
      word: '请电话联系',
      say: '校长和分管副校长都还没有点「收到」，请电话联系他们，并按预案先处置。',
    },
    repeat_urgent: { word: '请马上响应', say: '还没有看到您的响应，请点「收到」。' },
    upward_reminder: {
      word: '还没有上报',
      say: '还没有登记上报：请报上级后登记，或由校长、书记决定不需上报。',
    },
    upward_breach: { word: '迟报风险', say: '已过 60 分钟还没有登记上报，有迟报风险。请马上报上级并登记。' },
    written_report_due: { word: '书面报告到期', say: '书面报告还没有登记，请报送后登记。' },
    follow_up_report_due: { word: '请续报', say: '这件事还没有结束，请续报今天的进展。' },
    supplement: { word: '伤亡补报', say: '伤亡情况有变化的，今天是补报的最后一天。' },
    not_acknowledged: { word: '无人响应', say: '15 分钟了还没有人响应，请您看一下。' },
    parent_notice_due: { word: '请告知家长', say: '还没有登记告知家长的时间，请联系家长后登记。' },
  },
  handover: {
    reminder: { word: '交接待确认', say: '这份交接还等您确认。' },
    escalate: { word: '交接没人确认', say: '三个上课日了还没有确认，请催一下，或改由别人接手。' },
  },
  hazard: {
    not_accepted: { word: '无人接收', say: '过了接收时限还没有人接收，请安排。' },
    reminder: { word: '整改快到期', say: '整改期限快到了。' },
    overdue: { word: '整改逾期', say: '整改已经逾期，请尽快整改并报「已整改」。' },
    escalate: { word: '整改逾期', say: '整改逾期仍未完成，请督促；必要时升级或申请挂牌督办。' },
    verify_overdue: { word: '待验收超时', say: '已报整改，还没有人验收，请尽快去看。' },
    control_missing: {
      word: '没有管控',
      say: '还没有登记临时管控，请先停用、围挡或断电，再登记「已管控」。',
    },
    plan_missing: { word: '没有方案', say: '还没有登记整改方案，请填「整改方案」。', offers: ['plan'] },
    propose_listing: {
      word: '建议挂牌',
      say: '整改逾期 3 个工作日，建议申请挂牌督办。',
      offers: LISTING,
    },
    bureau_report_reminder: { word: '还没有上报', say: '重大隐患要按时报上级，还没有登记上报。' },
    bureau_report_urgent: { word: '还没有上报', say: '上报时限马上要到，还没有登记上报。' },
    late_risk: { word: '迟报风险', say: '已过上报时限还没有登记上报，有迟报风险。请马上报上级并登记。' },
    listing_decision: { word: '请定是否挂牌', say: '请定下是否申请挂牌督办。', offers: LISTING },
    not_decided: { word: '申请等您批', say: '延期或暂停的申请还没有批，请同意或不同意。' },
    pause_follow_up: {
      word: '暂停该跟进了',
      say: '到了跟进日期：能接着改的请点「恢复」，还要等的请定下一个跟进日期。',
    },
    no_reply: { word: '外部还没答复', say: '到了跟进日期还没有新的答复，请再联系一次并登记。' },
  },
  listing: {
    progress_due: { word: '请报本周进展', say: '这周的治理进展还没有报，请点「报进展」。' },
    overdue: { word: '上周没报进展', say: '上周的治理进展没有报，请督促责任人补报。' },
    escalate: { word: '两周没报进展', say: '连续两周没有报治理进展，请过问。' },
    reminder: { word: '完成时限快到', say: '督办的完成时限快到了，请抓紧治理；整改好了请申请摘牌。' },
    overdue_listed: { word: '挂牌逾期', say: '已过督办的完成时限还没有摘牌，请马上督促整改。' },
  },
}

export const matterCall = (noun: string, message: string): MatterCall | undefined => CALLS[noun]?.[message]
