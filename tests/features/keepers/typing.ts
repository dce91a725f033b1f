// Commands typed at a real terminal on the box of a test's site.
import { spawnSync } from 'node:child_process'
import { ROOT } from '../../support/sources.ts'

/** What a command says, on both its ways out. */
export function type(folder: string, ...typed: string[]): string {
  const env = { PATH: process.env.PATH, DATA_DIR: folder }
  const { stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...typed], { cwd: ROOT, env })
  return `${stdout}${stderr}`
}
