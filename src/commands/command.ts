// What a command is: a name, words about it, and what it does when somebody types it.
import type { Config } from '../config.ts'
import type { Data } from '../context.ts'
import { FileUnreadable } from '../platform/text/files.ts'

/** Where a command's words go, and how it reaches the site's data. */
export interface Io {
  /** A line of the answer. */
  out(line: string): void
  /** A line about what went wrong. */
  err(line: string): void
  /** A line about how far it has got. */
  progress(line: string): void
  /** The settings, without opening anything. */
  config(): Config
  /** The database and its stores, opened at the first call and closed when the command has ended; only `make` makes one. */
  open(how?: { make?: boolean }): Data
}

export interface Command {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** How it is typed, and everything worth knowing before typing it. */
  usage: string
  /** Answers the exit code: 0 done, 1 not done, 2 typed wrongly. */
  run(args: string[], io: Io): number | Promise<number>
}

/** Raised when a command was typed wrongly; the message says how in one sentence. */
export class TypedWrongly extends Error {}

/** Throws when there is no geography to place listings in, before each of them is refused for want of it. */
export function needAreas({ areas }: Data): void {
  if (areas.districts().length === 0) {
    throw new FileUnreadable(
      'There are no areas to put listings in yet; start the site once, and it loads them.',
    )
  }
}
