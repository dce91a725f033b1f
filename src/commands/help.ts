// `help`: what can be typed, and how.
import { type Command, TypedWrongly } from './command.ts'

/** Made from the table of all the others. */
export function makeHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    summary: 'List the commands, or say all about one of them.',
    usage: 'npm run cli -- help [COMMAND]',
    run([name], io) {
      if (name === undefined) {
        for (const line of listOf([...others, help])) io.out(line)
        return 0
      }
      const command = [...others, help].find(one => one.name === name)
      if (!command) throw new TypedWrongly(`There is no command called ${name}.`)
      io.out(command.usage)
      return 0
    },
  }
  return help
}

function listOf(commands: readonly Command[]): string[] {
  const widest = Math.max(...commands.map(({ name }) => name.length))
  return [
    'npm run cli -- COMMAND',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`),
    '',
    'npm run cli -- help COMMAND says all about one.',
  ]
}
