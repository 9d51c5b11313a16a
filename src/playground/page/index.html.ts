import { html } from 'hono/html'

const steps = [
  ['next-event', '下一件事', '拨到下一件会发生的事'],
  ['plus-10-min', '+10 分钟', '时间向前十分钟'],
  ['plus-hour', '+1 小时', '时间向前一小时'],
  ['next-school-day', '下个上学日 07:25', '拨到下一个上学日的早上'],
  ['next-friday', '周五 16:30', '拨到下一个周五的下午'],
] as const

/** The page's frame; everything inside is drawn by `app.js` from `/playground/state`. */
export const page = (schoolName: string) => html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="theme-color" content="#f2f3f5">
<title>双责 · ${schoolName}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='9' fill='%233370ff'/%3E%3Cpath d='M16 6l8 3v6c0 5.5-3.5 9.3-8 11-4.5-1.7-8-5.5-8-11V9z' fill='white'/%3E%3C/svg%3E">
${['style', 'people', 'phone', 'palette', 'card', 'controls'].map((name) => html`<link rel="stylesheet" href="/playground/assets/${name}.css">`)}
</head>
<body data-view="people">
<a class="skip" href="#screen">跳到手机</a>
<header class="bar">
  <div class="brand"><span class="logo" aria-hidden="true"></span><div><b>双责</b><small>${schoolName}</small></div></div>
  <div class="now"><strong id="time">--:--</strong><span id="day"></span></div>
  <div class="steps" role="group" aria-label="拨时间">
    ${steps.map(([to, label, title]) => html`<button type="button" data-to="${to}" title="${title}">${label}</button>`)}
  </div>
</header>
<div id="moved" class="moved" role="status" aria-live="polite"></div>
<main>
  <aside class="people" aria-label="学校的人">
    <div class="find">
      <input id="find" type="search" placeholder="姓名、班级、岗位" aria-label="找人" autocomplete="off">
      <button type="button" id="only-new" aria-pressed="false">有新消息<span></span></button>
    </div>
    <p class="first">选一位班主任，再点上面的「下一件事」，看看手机上会收到什么。</p>
    <ul id="people"></ul>
  </aside>
  <section class="phone" aria-label="手机">
    <div class="status" aria-hidden="true"><b></b><i></i></div>
    <header id="title" class="title"></header>
    <div id="screen" class="screen" tabindex="-1"></div>
    <div id="composer"></div>
    <div id="toasts" class="toasts" role="status" aria-live="polite"></div>
  </section>
  <aside class="log" aria-label="说明">
    <h2>三步看懂</h2>
    <ol class="guide">
      <li>选一位班主任，点「下一件事」，把时间拨到早上的提醒。</li>
      <li>在卡片上点一下，今天的责任就记下了。</li>
      <li>换成值班领导或校长，看同一件事到了谁手里。</li>
    </ol>
    <h2>扫码报隐患</h2>
    <p class="scan">换成安全员，发送 <b>/隐患码</b>（家长和匿名的海报）或 <b>/巡查 打印</b>（点位码牌），打开卡片下面的网页，用手机扫，或点「在这台设备上打开」。不用登录。</p>
    <h2>刚才发生的事</h2>
    <ol id="log" class="events"><li class="none">拨动时间后，这里会列出系统做了什么。</li></ol>
  </aside>
</main>
<noscript>请打开浏览器的 JavaScript 再看本页。</noscript>
<script type="module" src="/playground/assets/app.js"></script>
</body>
</html>`
