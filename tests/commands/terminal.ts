// A terminal at which an admin types commands: the town's site, a folder for files, and everything said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Io } from '../../src/commands/command.ts'
import { runCommand } from '../../src/commands/table.ts'
import { openSite, type SiteOptions } from '../support/site.ts'

/** What a command answered. */
export interface Answer {
  code: number
  out: string[]
  err: string[]
  progress: string[]
}

/** Opens a terminal on a site of its own. */
export async function openTerminal(options: SiteOptions = {}) {
  const site = await openSite(options)
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return {
    ...site,
    /** Puts a file in the folder; answers its path. */
    put(name: string, body: string | object): string {
      const path = join(folder, name)
      writeFileSync(path, typeof body === 'string' ? body : JSON.stringify(body))
      return path
    },
    async type(...typed: string[]): Promise<Answer> {
      const answer: Omit<Answer, 'code'> = { out: [], err: [], progress: [] }
      const hear = (lines: string[]) => (line: string) => void lines.push(line.replaceAll(`${folder}/`, ''))
      const io: Io = {
        out: hear(answer.out),
        err: hear(answer.err),
        progress: hear(answer.progress),
        config: () => site.context.config,
        open: () => site.context,
      }
      return { code: await runCommand(typed, io), ...answer }
    },
    slugs: () => site.db.prepare('select slug from initiative order by slug').pluck().all() as string[],
  }
}
