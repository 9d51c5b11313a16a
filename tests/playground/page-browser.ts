import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A phone-sized browser that remembers everything its pages complained about. */
export async function openBrowser(viewport = { width: 390, height: 844 }, javaScriptEnabled = true) {
  const folder = await mkdtemp(join(tmpdir(), 'page-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args,
    // Without a locale of UTF-8 it cannot say the Chinese name of what it downloads.
    env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
    viewport,
    javaScriptEnabled,
    locale: 'zh-CN',
    // Deliberately not the school's zone: the page must not use the browser's.
    timezoneId: 'America/New_York',
  })
  context.setDefaultTimeout(8000)
  const complaints: string[] = []
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  context.on('weberror', (error) => void complaints.push(String(error.error())))
  const close = async () => {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { context, complaints, close }
}

/** Opens somebody's phone at one chat (`bot` or a chat id). */
export async function openPhone(context: BrowserContext, url: string, place: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}#/${place}`)
  await page.locator('.messages, .chats').first().waitFor({ state: 'attached' })
  return page
}
