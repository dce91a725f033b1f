// A desk at which an admin types `geography` commands: the town's site, a folder for files, and everything said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { onTestFinished } from 'vitest'
import type { Io } from '../../src/commands/command.ts'
import { runCommand } from '../../src/commands/table.ts'
import { openSite, type SiteOptions } from '../support/site.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk(options: SiteOptions = {}) {
  const site = await openSite(options)
  const folder = mkdtempSync(join(tmpdir(), 'geography-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return {
    ...site,
    folder,
    /** Puts a file on the desk; answers its path. */
    put(name: string, body: string | Buffer | object): string {
      const isData = typeof body !== 'string' && !Buffer.isBuffer(body)
      const path = join(folder, name)
      writeFileSync(path, isData ? JSON.stringify(body) : body)
      return path
    },
    /** Types `geography …`; answers the exit code and every line, in order, without the name of the folder. */
    async type(...args: string[]): Promise<{ code: number; said: string[] }> {
      const said: string[] = []
      const hear = (line: string) => said.push(line.replaceAll(`${folder}/`, ''))
      const io: Io = {
        out: hear,
        err: hear,
        progress: hear,
        config: () => site.context.config,
        open: () => site.context,
      }
      return { code: await runCommand(['geography', ...args], io), said }
    },
    rows: (table: string) => site.db.prepare(`select count(*) from ${table}`).pluck().get() as number,
    /** Where listings live, by name. */
    homes: () =>
      Object.fromEntries(
        site.db
          .prepare(
            `select i.name, a.name from initiative i
             join initiative_area ia on ia.initiative_id = i.id and ia.role = 'home'
             join area a on a.id = ia.area_id`,
          )
          .raw()
          .all() as [string, string][],
      ),
  }
}

export function table(rows: readonly object[]): string {
  return stringify(rows as object[], { header: true })
}
