import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import { SEVERITIES, severityName } from '../hazards/severity.ts'
import { type LedgerFilter, STATES } from '../ledger/filter.ts'
import { placeNamed, spotsOf } from '../ledger/places.ts'
import { AGE_NAME, STATE_NAME, sayScope } from '../ledger/say.ts'
import { scopesOf } from '../ledger/scope.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'

type Options = readonly (readonly [value: string, label: string])[]

/** A plain form that asks for the page anew: nothing on it needs a script, and its address can be kept. */
export function drawFilter(directory: Directory, viewer: Person, filter: LedgerFilter): Html {
  const scopes = scopesOf(directory, viewer)
  const fields = [
    scopes.length > 1 &&
      choice(
        'scope',
        '范围',
        filter.scope,
        scopes.map((scope) => [scope, sayScope(directory, viewer, scope)] as const),
      ),
    choice(
      'state',
      '状态',
      filter.week ? '' : filter.state,
      STATES.map((state) => [state, STATE_NAME[state]] as const),
    ),
    choice('severity', '等级', filter.severity, [
      ['', '不限'],
      ...SEVERITIES.map((value) => [value, severityName[value]] as const),
    ]),
    choice('category', '类别', filter.category, [
      ['', '不限'],
      ...[...hazardCategories.values()].map(({ id, name }) => [id, name] as const),
    ]),
    choice('place', '地点', filter.place, places(directory, filter.place)),
    choice('department', '责任部门', filter.department, [
      ['', '不限'],
      ...directory.school.file.departments.map(({ id, name }) => [id, name] as const),
    ]),
    choice('age', '未销号多久', filter.age?.toString(), [['', '不限'], ...Object.entries(AGE_NAME)]),
    day('from', '报告日期从', filter.from),
    day('to', '到', filter.to),
  ]
  const ticks = html`<div class="field ticks">${tick('overdue', '只看逾期', filter.overdue)}${tick('urgent', '只看紧急', filter.urgent)}${tick('repeat', '只看重复', filter.repeat)}</div>`
  return html`<details class="more"><summary>筛选</summary><div><form class="filter" method="get" action="/hazards">${fields.map((field) => field || '')}${ticks}
<div class="buttons"><button class="button primary">筛选</button><a class="button" href="/hazards?scope=${filter.scope}">清除</a></div></form></div></details>`
}

function choice(name: string, label: string, chosen: string | undefined, options: Options): Html {
  const list = options.map(
    ([value, words]) =>
      html`<option value="${value}" ${value === (chosen ?? '') ? 'selected' : ''}>${words}</option>`,
  )
  return html`<div class="field"><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}">${list}</select></div>`
}

const day = (name: string, label: string, value: string | undefined): Html =>
  html`<div class="field"><label for="f-${name}">${label}</label><input type="date" id="f-${name}" name="${name}" value="${value ?? ''}"></div>`

const tick = (name: string, label: string, on: true | undefined): Html =>
  html`<label class="switch"><input type="checkbox" name="${name}" value="1" ${on ? 'checked' : ''}>${label}</label>`

/** Houses and points; a class or somebody's own words only while they are what is looked at. */
function places(directory: Directory, chosen: string | undefined): Options {
  const spots = spotsOf(directory)
  const listed: Options = [...new Set(spots.map(({ building }) => building))].flatMap((building) => [
    [`${building}/`, building] as const,
    ...spots
      .filter((spot) => spot.isPoint && spot.building === building)
      .map(({ id, name }) => [id, `　${name}`] as const),
  ])
  const known = chosen === undefined || listed.some(([value]) => value === chosen)
  return [['', '不限'], ...(known ? [] : [[chosen, placeNamed(directory, chosen).name] as const]), ...listed]
}
