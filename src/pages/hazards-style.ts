/** The board of hazards; part of the one style sheet. */
export const HAZARDS_STYLE = `
body:has(.board) { max-width: 1180px; }
.board section { display: grid; gap: 8px; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(72px, 1fr)); gap: 8px; }
.counts a { display: grid; justify-items: center; padding: 8px 4px; border: 1px solid var(--line); border-radius: 10px; color: var(--text-2); font-size: 14px; text-decoration: none; }
.counts b { color: var(--text); font-size: 22px; line-height: 1.3; font-variant-numeric: tabular-nums; }
.counts .is-late a { border-color: #f0b4b1; background: #fdeceb; color: #b42a23; } .counts .is-late b { color: #b42a23; }
.filter { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: 12px; align-items: end; }
.filter .buttons, .filter .ticks { grid-column: 1 / -1; }
.filter .ticks { display: flex; flex-wrap: wrap; gap: 4px 20px; }
.filter .button.primary { flex: 1 1 auto; }
.export .filter .buttons { grid-column: auto; }
.jumps { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 15px; } .jumps a { padding: 6px 0; }
.paging { display: flex; align-items: center; gap: 14px; }
.paging .button { flex: 0 1 auto; }
.sev { padding: 1px 8px; border-radius: 20px; font-size: 14px; white-space: nowrap; }
.sev-major { background: #fbd5d2; color: #8f1d17; } .sev-larger { background: #ffe3c2; color: #7a3a00; } .sev-general { background: #e1e9fb; color: #1d4299; }
.listing td { padding: 8px 10px; white-space: normal; vertical-align: top; font-size: 14px; }
.listing .lack { white-space: nowrap; }
.listing th { padding: 8px 10px; }
.listing td:nth-child(3) { min-width: 16em; } .listing td:nth-child(2) { min-width: 7em; }
.listing tr.is-late { background: #fff6f5; }
.houses { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 10px; align-items: start; }
.house { padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; }
.house h3 { margin: 0 0 6px; font-size: 15px; font-weight: 600; } .house h3 a { color: var(--text); text-decoration: none; }
.house ol { margin: 0; padding: 0; list-style: none; }
.house li { display: flex; gap: 8px; padding: 5px 0; } .house li + li { border-top: 1px dashed var(--line); }
.floor { flex: none; width: 2.4em; padding-top: 5px; color: var(--text-3); font-size: 13px; }
.dots { display: flex; flex-wrap: wrap; gap: 6px; }
.dot { display: inline-flex; align-items: center; gap: 5px; min-height: 32px; padding: 3px 10px; border-radius: 16px; font-size: 14px; line-height: 1.3; text-decoration: none; }
.dot.is-clear { background: var(--area); color: var(--text-3); } .dot.is-clear b { font-weight: 400; }
.dot.is-chosen { outline: 2px solid var(--blue-deep); }
.chart-and-table { display: grid; gap: 12px; align-items: start; }
.plot { width: 100%; max-width: 600px; border: 1px solid var(--line); border-radius: 10px; padding: 8px; background: var(--paper); }
.plot text { fill: var(--text-2); font-size: 12px; } .plot .tiny { font-size: 9.5px; text-anchor: middle; } .plot .sign { font-size: 10px; }
.plot a:hover rect, .plot a:focus rect { opacity: .8; }
.fill-general { fill: #8fb0f5; } .fill-larger { fill: #ffb45c; } .fill-major { fill: #e5635c; }
.fill-opened { fill: #f0913a; } .fill-closed { fill: #58a957; } .fill-open { fill: var(--blue-deep); }
.plot polyline { fill: none; stroke: var(--blue-deep); stroke-width: 1.5; }
.legend i { width: 12px; height: 12px; border-radius: 2px; } .legend .is-opened { background: #f0913a; } .legend .is-closed { background: #58a957; } .legend .is-open { height: 3px; background: var(--blue-deep); }
.chart-and-table td, .chart-and-table th { padding: 5px 10px; font-size: 14px; }
.paces div { grid-template-columns: 6.5em minmax(0, 1fr); }
@media (min-width: 800px) { .chart-and-table { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } .paces { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media screen and (max-width: 799px) {
  .listing { border: 0; overflow: visible; } .listing thead { display: none; }
  .listing table, .listing tbody { display: block; }
  .listing tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2px 12px; margin-bottom: 10px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; }
  .listing tr.is-late { border-color: #f0b4b1; }
  .listing tr + tr td { border-top: 0; }
  .listing td { display: flex; gap: 6px; padding: 1px 0; }
  .listing td::before { flex: none; color: var(--text-3); content: attr(data-label); }
  .listing td:nth-child(3) { grid-column: 1 / -1; grid-row: 2; } .listing td:nth-child(3)::before { content: none; }
  .listing td:nth-child(1) a { display: block; min-width: 44px; }
  .chart-and-table .table { overflow: visible; }
}
@media print { .filter, .paging, .export { display: none; } .dot, .sev, .plot rect { print-color-adjust: exact; } .house, .listing tr { break-inside: avoid; } }
`
