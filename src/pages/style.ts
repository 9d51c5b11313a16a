import { scatter } from '../people/addressing.ts'
import { HAZARDS_STYLE } from './hazards-style.ts'

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#3370ff"/><g fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><path d="M12 5l5.5 2v4.4c0 3.6-2.4 6.3-5.5 7.9-3.1-1.6-5.5-4.3-5.5-7.9V7z"/><path d="M9.6 12l1.7 1.7 3.2-3.5"/></g></svg>'

/** The sign of a list to choose from: an address of our own, because the content policy knows no `data:`. */
export const ARROW =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 6l5 5 5-5" fill="none" stroke="#646a73" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** Colours and measures of the playground's page, so that both look like one product; every text is at least 4.5:1. */
export const STYLE = `
:root {
  --blue: #3370ff; --blue-deep: #245bdb; --text: #1f2329; --text-2: #51565d; --text-3: #646a73;
  --line: #e1e4e9; --area: #f5f6f8; --paper: #fff; --danger: #d83931; --ok: #1f6e16; --warn: #9a4a00;
  --shadow: 0 1px 2px rgb(31 35 41 / 5%), 0 8px 28px rgb(31 35 41 / 7%);
  font-family: -apple-system, BlinkMacSystemFont, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif;
  font-size: 16px; line-height: 1.6; color: var(--text); color-scheme: light; -webkit-text-size-adjust: 100%;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0 auto; max-width: 640px; min-height: 100dvh; padding: 0 14px calc(20px + env(safe-area-inset-bottom)); background: linear-gradient(180deg, #eef2fb 0, #f2f3f5 260px) no-repeat #f2f3f5; overflow-wrap: anywhere; -webkit-font-smoothing: antialiased; display: flex; flex-direction: column; }
main { flex: 1; }
h1, h2, p, ul, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
button, input, select, textarea { font: inherit; color: inherit; }
a { color: var(--blue-deep); }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }

.brand { display: flex; align-items: center; gap: 9px; padding: 14px 2px 12px; font-size: 15px; }
.brand b { letter-spacing: .05em; }
.brand span { min-width: 0; overflow: hidden; color: var(--text-3); font-size: 13px; white-space: nowrap; text-overflow: ellipsis; }
.shield { width: 28px; height: 28px; padding: 4px; flex: none; border-radius: 8px; background: linear-gradient(145deg, #5b8cff, #2f62e8); fill: none; stroke: #fff; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
footer { display: flex; align-items: center; gap: 18px; padding: 22px 4px 0; color: var(--text-3); font-size: 14px; }
footer span { margin-right: auto; }
footer a { color: var(--text-2); text-decoration: none; padding: 8px 0; }
.plain { padding: 8px 0; border: 0; background: none; color: var(--text-2); cursor: pointer; }

.card { --tint: #e8effe; --edge: #cfdcfb; --ink: var(--blue-deep); overflow: hidden; border-radius: 14px; background: var(--paper); box-shadow: var(--shadow); }
.tone-ok { --tint: #e3f5e1; --edge: #c5e9c2; --ink: var(--ok); }
.tone-warn { --tint: #fff0e0; --edge: #fbdcb8; --ink: var(--warn); }
.tone-danger { --tint: #fdeceb; --edge: #f9cfcd; --ink: #b42a23; }
.tone-muted { --tint: #eff0f2; --edge: #dfe1e5; --ink: var(--text-2); }
.card > header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; padding: 14px 16px; background: var(--tint); border-bottom: 1px solid var(--edge); }
h1 { font-size: 18px; font-weight: 600; line-height: 1.4; color: var(--ink); }
.tags { display: flex; flex-wrap: wrap; gap: 6px; }
.tags li { padding: 1px 9px; border-radius: 20px; background: rgb(255 255 255 / 80%); color: var(--ink); font-size: 13px; line-height: 1.6; }
.body { display: grid; gap: 14px; padding: 16px; }
.body > *, .form > *, .columns > *, details > div { min-width: 0; }
h2 { font-size: 16px; font-weight: 600; }
.text, .small, dd, .list li { white-space: pre-line; }
.small, .hint { color: var(--text-3); font-size: 14px; }
.say-info { color: var(--blue-deep); } .say-ok { color: var(--ok); } .say-warn { color: var(--warn); } .say-danger { color: var(--danger); } .say-muted { color: var(--text-3); }
.person { font-weight: 500; }
hr { width: 100%; height: 1px; margin: 2px 0; border: 0; background: var(--line); }

.facts { display: grid; gap: 7px; }
.facts div { display: grid; grid-template-columns: 4.6em minmax(0, 1fr); }
dt { color: var(--text-3); }
.list { display: grid; gap: 6px; }
.list li { position: relative; padding-left: 16px; }
.list li::before { content: ""; position: absolute; left: 3px; top: .68em; width: 5px; height: 5px; border-radius: 50%; background: #a6b4d0; }
.people { display: flex; flex-wrap: wrap; gap: 8px; }
.people li { padding: 3px 12px; border-radius: 20px; background: var(--area); font-size: 15px; }
.images { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
.images li:only-child { grid-column: 1 / -1; }
.images .picture { display: block; overflow: hidden; aspect-ratio: 4 / 3; border-radius: 10px; background: var(--area); color: var(--text-3); font-size: 14px; }
.images img { display: block; width: 100%; height: 100%; object-fit: cover; }
.columns .images img { object-fit: contain; }
.below { display: flex; flex-wrap: wrap; gap: 0 16px; font-size: 14px; }
.below a { padding: 8px 0; }
.stack { display: grid; gap: 14px; }
.mask { position: relative; margin: 0 -16px; touch-action: manipulation; }
.mask img { display: block; width: 100%; }
.mask > div { position: absolute; inset: 0; display: grid; }
.mask.wide > div { grid-template: repeat(9, minmax(0, 1fr)) / repeat(12, minmax(0, 1fr)); }
.mask.tall > div { grid-template: repeat(12, minmax(0, 1fr)) / repeat(9, minmax(0, 1fr)); }
.mask label { position: relative; }
.mask input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.mask span { display: block; width: 100%; height: 100%; border: 1px solid rgb(255 255 255 / 45%); box-shadow: inset 0 0 0 1px rgb(0 0 0 / 20%); }
.mask input:checked + span { background: rgb(34 34 34 / 88%); }
.mask input:focus-visible + span { outline: 3px solid var(--blue); outline-offset: -3px; }
.columns { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 12px; }
.columns > div { display: grid; gap: 10px; align-content: start; }
.more { border: 1px solid var(--line); border-radius: 10px; }
.more summary { padding: 10px 14px; cursor: pointer; font-weight: 500; }
.more > div { display: grid; gap: 12px; padding: 4px 14px 14px; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; }
table { width: 100%; border-collapse: collapse; font-size: 15px; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 12px; text-align: left; white-space: nowrap; }
th { background: var(--area); color: var(--text-2); font-weight: 500; font-size: 14px; }
tr + tr td { border-top: 1px solid var(--line); }
.at-right { text-align: right; } .at-center { text-align: center; }
.chart { display: grid; gap: 8px; }
figcaption { font-weight: 600; font-size: 15px; }
.chart > svg { width: 100%; }
.chart text { fill: var(--text-2); font-size: 13px; }
.chart .number { fill: var(--text-3); font-size: 12px; }
.bar-0 { fill: #5b8cff; } .bar-1 { fill: #ffb45c; } .bar-2 { fill: #e5635c; } .bar-3 { fill: #aab3c2; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--text-2); font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend svg { width: 10px; height: 10px; }

.buttons { display: flex; flex-wrap: wrap; gap: 10px; }
.button { flex: 1 1 calc(50% - 5px); display: inline-flex; align-items: center; justify-content: center; min-width: 92px; min-height: 46px; padding: 8px 18px; border: 1px solid #cbd0d8; border-radius: 10px; background: var(--paper); color: var(--text); font-weight: 500; line-height: 1.3; text-decoration: none; text-align: center; cursor: pointer; touch-action: manipulation; -webkit-tap-highlight-color: transparent; list-style: none; }
.button::-webkit-details-marker { display: none; }
.button:hover { background: var(--area); }
.button:active { transform: translateY(1px); }
.button.primary { flex-basis: 100%; border-color: var(--blue-deep); background: var(--blue-deep); color: #fff; }
.button.primary:hover { background: #1d4cbd; }
.button.danger { border-color: #f0b4b1; color: #b42a23; }
.button.danger:hover { background: #fff5f4; }
.confirm { flex: 1 1 calc(50% - 5px); display: flex; flex-direction: column; }
.confirm > div { display: grid; gap: 8px; margin-top: 10px; padding: 14px; border-radius: 10px; background: #fff5f4; }
.confirm[open] { flex-basis: 100%; }
.confirm > div .button { border-color: var(--danger); background: var(--danger); color: #fff; }
.form { display: grid; gap: 16px; padding: 14px; border: 1px solid var(--line); border-radius: 12px; background: #fbfbfc; }
.field { display: grid; gap: 6px; }
label, legend { padding: 0; font-weight: 500; }
legend { margin-bottom: 6px; }
.need { margin-left: 4px; padding: 1px 6px; border-radius: 5px; background: #fdeceb; color: #b42a23; font-size: 12px; font-weight: 400; }
input[type=text], input[type=date], input[type=time], input[type=datetime-local], select, textarea { width: 100%; min-height: 46px; padding: 9px 12px; border: 1px solid #c4c9d1; border-radius: 10px; background: var(--paper); }
textarea { display: block; resize: vertical; }
select { appearance: none; padding-right: 36px; background: var(--paper) url(/page/arrow.svg) no-repeat right 12px center / 14px; }
input[type=file] { width: 100%; padding: 10px; border: 1px dashed #b3bccb; border-radius: 10px; background: var(--paper); color: var(--text-3); font-size: 14px; }
input[type=file]::file-selector-button { margin-right: 12px; padding: 8px 14px; border: 0; border-radius: 8px; background: #e8effe; color: var(--blue-deep); font: inherit; font-weight: 500; cursor: pointer; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; }
.chip { position: relative; }
.chip input { position: absolute; inset: 0; margin: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
.chip span { display: block; min-width: 64px; padding: 9px 16px; border: 1px solid #c4c9d1; border-radius: 10px; background: var(--paper); font-weight: 400; text-align: center; }
.chip input:checked + span { border-color: var(--blue-deep); background: #e8effe; color: var(--blue-deep); font-weight: 500; }
.chip input:focus-visible + span { outline: 2px solid var(--blue); outline-offset: 2px; }
.switch { display: flex; align-items: center; gap: 10px; min-height: 44px; font-weight: 400; }
.switch input { width: 22px; height: 22px; margin: 0; accent-color: var(--blue-deep); }

.toast { margin-bottom: 12px; padding: 11px 16px; border-radius: 12px; background: #fff; box-shadow: var(--shadow); border-left: 4px solid var(--blue); }
.toast.success { border-color: #34a02c; } .toast.warning { border-color: #f08a24; } .toast.error { border-color: var(--danger); }
.upload { display: grid; gap: 12px; margin-top: 14px; padding: 16px; border-radius: 14px; background: var(--paper); box-shadow: var(--shadow); }
.sentence .button { justify-self: start; flex: none; }
.ways { display: grid; gap: 4px; padding: 16px 4px 0; }
.ways a { padding: 10px 0; font-size: 15px; }
.receipt { display: grid; justify-items: center; gap: 2px; padding: 18px 10px; border: 1px dashed #8fc48a; border-radius: 12px; background: #f4fbf3; color: var(--text-2); font-size: 14px; }
.receipt strong { color: var(--text); font-size: 30px; letter-spacing: .08em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.poster { display: grid; justify-items: center; gap: 12px; padding: 28px 18px; border: 1px dashed #b3bccb; border-radius: 12px; background: #fff; text-align: center; break-after: page; }
.poster svg { width: 100%; max-width: 340px; }
.poster h2 { font-size: 28px; }
.sheet { display: grid; gap: 14px; }
.plates { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
.plate { display: grid; justify-items: center; align-content: start; gap: 4px; padding: 12px 8px; border: 1px dashed #b3bccb; border-radius: 10px; background: #fff; text-align: center; break-inside: avoid; }
.plate svg { width: 100%; max-width: 240px; }
.plate .code { font-size: 20px; font-weight: 700; letter-spacing: .06em; }
@media (min-width: 520px) { .button, .confirm, .button.primary { flex: 1 1 auto; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
@media print { body { background: none; } .buttons, .upload, footer, .form { display: none; } .card { box-shadow: none; border: 1px solid var(--line); } }
@page { size: A4; margin: 12mm; }
@media print { body:has(.sheet) { display: block; max-width: none; padding: 0; } body:has(.sheet) .brand, .sheet > header { display: none; } .sheet, .plates { display: block; } .plates { font-size: 0; } .plate { display: inline-grid; vertical-align: top; width: 50%; height: 89mm; padding: 4mm; border-radius: 0; font-size: 12pt; } .plate svg { width: 52mm; } }
@media print { .poster { min-height: 260mm; align-content: center; border: 0; font-size: 18pt; } .poster svg { max-width: 130mm; } .poster h2 { font-size: 40pt; } .poster .small { font-size: 15pt; } .sheet .buttons { display: none; } }
body:has(.tablet) { max-width: 860px; font-size: 18px; }
.tablet { display: grid; gap: 14px; }
.tablet h1 { font-size: 24px; }
.tablet .button { min-height: 60px; font-size: 18px; }
.tablet nav { display: flex; align-items: center; gap: 16px; }
.tablet nav .button { flex: 0 0 auto; }
.tablet nav b { font-size: 22px; }
.tablet .small, .tablet .hint { font-size: 16px; }
.tablet .toast { margin: 0; font-size: 20px; }
.tablet input[type=text], .tablet select, .tablet textarea { min-height: 56px; font-size: 18px; }
.tablet .chip span { min-height: 56px; padding: 14px 22px; }
.names { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px; }
.names a { display: grid; align-content: center; gap: 4px; min-height: 112px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 14px; background: var(--paper); box-shadow: var(--shadow); color: var(--text-2); text-decoration: none; touch-action: manipulation; }
.names b { color: var(--text); font-size: 24px; line-height: 1.3; }
.names .due { border-color: #f0c48f; background: #fff8ef; color: var(--warn); }
@media (min-width: 700px) { .names { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
body:has(.coverage) { max-width: 1080px; }
.coverage section { display: grid; gap: 8px; }
.matrix th, .matrix td { padding: 6px 8px; white-space: normal; vertical-align: top; font-size: 14px; }
.matrix thead th { white-space: nowrap; }
.matrix th[scope=row] { background: none; color: var(--text); font-weight: 500; min-width: 4em; }
.matrix tr + tr th { border-top: 1px solid var(--line); }
.matrix td { min-width: 3.4em; }
.cells { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 1px; padding: 1px; border-radius: 10px; background: var(--line); overflow: hidden; }
.cells li { padding: 6px 9px; background: var(--paper); font-size: 14px; }
.cells li.is-red { background: #fdeceb; }
.cells small { display: block; color: var(--text-3); font-size: 13px; }
.matrix .count { display: none; }
@media screen and (max-width: 519px) { .matrix th, .matrix td { padding: 6px 5px; font-size: 13px; } .matrix thead th { white-space: normal; } .coverage .body { padding: 12px; } .matrix .count { display: inline; } .matrix .names { display: none; } }
.listings { display: grid; gap: 14px; }
.plaque { display: grid; gap: 10px; padding: 16px; border: 3px solid var(--blue-deep); border-radius: 10px; background: #fff; }
.plaque h1 { text-align: center; font-size: 22px; letter-spacing: .12em; }
.plaque .small { text-align: center; }
.plaque table { table-layout: fixed; }
.plaque th, .plaque td { border: 1px solid var(--line); white-space: normal; vertical-align: top; }
.plaque th { width: 6.2em; }
.plaque.is-late { border-color: var(--danger); }
.plaque.is-late h1, .late { color: #b42a23; }
.late { font-size: 14px; }
.left { color: var(--text-3); font-size: 14px; }
@media print { body:has(.listings) { display: block; max-width: none; padding: 0; } body:has(.listings) .brand, .listings > header, .listings > .card, .left { display: none; } .listings { display: block; } .plaque { break-after: page; break-inside: avoid; min-height: 250mm; padding: 14mm; align-content: start; gap: 8mm; } .plaque h1 { font-size: 32pt; } .plaque table { font-size: 18pt; } .plaque th { font-size: 18pt; } .plaque td { height: 20mm; } .late { font-size: 13pt; } .plaque { print-color-adjust: exact; } .plaque a { color: inherit; text-decoration: none; } }
.have { color: var(--ok); } .lack { color: #b42a23; } .is-red { background: #fdeceb; }
@media print { body:has(.coverage) { max-width: none; } .table { overflow: visible; } .matrix tr, .cells li { break-inside: avoid; } .is-red { print-color-adjust: exact; } }
${HAZARDS_STYLE}`

/** Changes with the style, so that a browser may keep it for ever. */
export const STYLE_PATH = `/page/style-${scatter(STYLE, 2 ** 32).toString(36)}.css`
