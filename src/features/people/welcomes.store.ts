// What happens when somebody has shown that an address is theirs: by purpose, in the transaction that uses the link up.
import type { Person, Purpose, Used } from './fields.ts'
import type { PeopleStore } from './store.ts'

/** Who is signed in by it (nobody when undefined), and where they go on to. */
export interface Welcome {
  person: Person | undefined
  next: string
}

export type Receive = (used: Used, now: Date) => Welcome
export type Welcomes = ReturnType<typeof makeWelcomes>

/** `on` lets a feature say what a purpose, or one sort of subject of it, means; whoever proves an address to keep or confirm something becomes known. */
export function makeWelcomes(people: PeopleStore) {
  const known: Receive = ({ email, next }) => ({ person: people.byEmail(email), next })
  const met: Receive = ({ email, next }, now) => ({ person: people.meet(email, now), next })
  const moved: Receive = ({ email, subject, next }) => {
    const id = Number(subject)
    const person = people.readdress(id, email) ? people.find(id) : undefined
    return { person, next }
  }
  const by = new Map<string, Receive>([
    ['sign-in', known],
    ['keep', met],
    ['confirm', met],
    ['address', moved],
  ])
  return {
    /** Of subjects such as `offer:1`, `sort` is what stands before the colon. */
    on(purpose: Purpose, receive: Receive, sort?: string): void {
      by.set(sort === undefined ? purpose : `${purpose}/${sort}`, receive)
    },
    receive(used: Used, now: Date): Welcome {
      const sort = used.subject.split(':')[0]
      const receive = by.get(`${used.purpose}/${sort}`) ?? (by.get(used.purpose) as Receive)
      return receive(used, now)
    },
  }
}
