// The project's own files, for the tests that are about the house itself.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

export interface Source {
  path: string
  text: string
  lines: number
}

/** Every file below one of `folders` that git tracks or would, with one of the endings. */
export function sources(folders: string[], endings: string[]): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: ROOT,
  })
  return listed
    .toString()
    .split('\n')
    .filter(path => endings.some(ending => path.endsWith(ending)))
    .map(path => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return { path, text, lines: text.split('\n').length - 1 }
    })
}

/** The project files a source imports, as paths from the root. */
export function importsOf({ path, text }: Source): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => match[1] as string)
  return found.map(name => join(path, '..', name))
}
