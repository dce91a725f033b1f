// What is said about streets beside the map: whom the moving map would ask for them.
import { askedElsewhere, type Streets } from './streets.fields.ts'

/** The sentence beside the button; '' when nobody but the site is asked. */
export function streetsNote(streets: Streets | undefined): string {
  const server = askedElsewhere(streets)
  if (server === undefined) return ''
  return `Its streets come from ${new URL(server).host}: from then on your browser asks that server too.`
}
