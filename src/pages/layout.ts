import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import { STYLE_PATH } from './style.ts'

type Status = 200 | 400 | 401 | 403 | 404 | 413 | 422 | 429 | 500 | 503

interface Page {
  title: string
  body: Html
  /** Who is looking; named at the foot, because phones and desks are shared. */
  visitor?: { name: string }
  school?: string
  /** Where a page left alone goes by itself; nothing a script is needed for. */
  leaves?: { afterS: number; to: string }
}

const SHIELD = html`<svg class="shield" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3l7 2.5V11c0 4.5-3 8-7 10-4-2-7-5.5-7-10V5.5z"/><path d="M9 12l2 2 4-4.5"/></svg>`

/** A whole page. Nothing in it comes from elsewhere and nothing needs a script. */
export function showPage(
  c: Context,
  status: Status,
  { title, body, visitor, school, leaves }: Page,
): Response | Promise<Response> {
  const foot = visitor
    ? html`<footer><span>${visitor.name} 已登录</span><a href="/m/today">今日双责</a><form method="post" action="/logout"><button class="plain">退出</button></form></footer>`
    : ''
  return c.html(
    html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="theme-color" content="#eef2fb">
${leaves ? html`<meta http-equiv="refresh" content="${leaves.afterS};url=${leaves.to}">` : ''}
<title>${title} · 双责</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<div class="brand">${SHIELD}<b>双责</b>${school ? html`<span>${school}</span>` : ''}</div>
<main>
${body}
</main>
${foot}
</body>
</html>`,
    status,
  )
}

/** One sentence instead of a card, and one way on. */
export function sentencePage(
  c: Context,
  status: Status,
  title: string,
  sentence: string,
  next?: { label: string; to: string },
  more: Html | '' = '',
): Response | Promise<Response> {
  const way = next ? html`<a class="button primary" href="${next.to}">${next.label}</a>` : ''
  const body = html`<article class="card tone-muted sentence"><header><h1>${title}</h1></header><div class="body"><p class="text">${sentence}</p>${way}</div></article>${more}`
  return showPage(c, status, { title, body })
}
