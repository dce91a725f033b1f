// What happens when somebody has shown that an address is theirs: by purpose, in the transaction that uses the link up.
import type { Person, Purpose } from './fields.ts'
import type { Used } from './sign-ins.store.ts'
import type { PeopleStore } from './store.ts'

/** Who is signed in by it (nobody when undefined), and where they go on to. */
export interface Welcome {
  person: Person | undefined
  next: string
}

export type Receive = (used: Used, now: Date) => Welcome
export type Welcomes = ReturnType<typeof makeWelcomes>

/** `on` lets a feature say what its own purpose means; whoever proves an address to keep or confirm something becomes known. */
export function makeWelcomes(people: PeopleStore) {
  const known: Receive = ({ email, next }) => ({ person: people.byEmail(email), next })
  const met: Receive = ({ email, next }, now) => ({ person: people.meet(email, now), next })
  const moved: Receive = ({ email, subject, next }) => {
    const id = Number(subject)
    const person = people.readdress(id, email) ? people.find(id) : undefined
    return { person, next }
  }
  const by = new Map<Purpose, Receive>([
    ['sign-in', known],
    ['keep', met],
    ['confirm', met],
    ['address', moved],
  ])
  return {
    on(purpose: Purpose, receive: Receive): void {
      by.set(purpose, receive)
    },
    receive: (used: Used, now: Date): Welcome => (by.get(used.purpose) as Receive)(used, now),
  }
}
