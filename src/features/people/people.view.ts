// The pages where admins look after editors and admins.
import { tableOf } from '../../platform/text/table.ts'
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { type Notice, notice, OTHERS_EMAIL_BOX } from './boxes.view.ts'
import type { Person } from './fields.ts'
import { sayMoment } from './moments.rules.ts'
import { isStaff } from './rules.ts'

export interface StaffRow extends Person {
  seen_at: string | null
  factors: number
}

export interface AreaChoice {
  id: number
  name: string
  neighbourhoods: { id: number; name: string }[]
}

export const PEOPLE_PATH = '/admin/people'

export interface PeopleParts {
  rows: StaffRow[]
  me: number
  reachOf(person: Person): string
  now: Date
  /** What was just done, as the address says. */
  done: string
  hasMailServer: boolean
}

export function peoplePage({ rows, me, reachOf, now, done, hasMailServer }: PeopleParts) {
  const said = done === 'invited' && !hasMailServer ? 'waits' : done
  return {
    notice: DONE[said] ?? null,
    title: 'People',
    lead: 'Editors check what is sent in, for the whole patch or for some areas of it. Admins look after the site and after the people here.',
    people: rows.map(row => ({
      href: `${PEOPLE_PATH}/${row.id}`,
      name: row.name || row.email,
      is_me: row.id === me,
      email: row.email,
      role: row.role === 'admin' ? 'Admin' : 'Editor',
      reach: reachOf({ ...row, is_whole_patch: row.role === 'admin' || row.is_whole_patch }),
      seen: row.seen_at === null ? 'Not signed in now' : `Last here ${sayMoment(row.seen_at, now)}`,
      proof: row.factors === 0 ? 'No second factor yet' : '',
    })),
  }
}

const DONE = tableOf<Notice>({
  invited: notice('done', 'check', 'Done: they are invited, and a mail is on its way to them.'),
  waits: notice(
    'done',
    'check',
    'Done: they are invited. The mail waits, as no mail server is set: read it under Mail, and tell them.',
  ),
  saved: notice(
    'done',
    'check',
    'Saved. It signed them out wherever they were; they are told why, and sign in again.',
  ),
  removed: notice('done', 'check', 'Done: they look after nothing here any more, and are signed out.'),
})

export interface PersonParts {
  /** Nobody for somebody who is being invited. */
  person: Person | undefined
  areas: AreaChoice[]
  values: FormValues
  issues?: Issue[]
  isMe?: boolean
}

/** One person: what they may do, and how to take it away; or an invitation. */
export function personPage({ person, areas, values, issues = [], isMe = false }: PersonParts) {
  const { parts, errors } = formOf(
    person ? [NAME, ROLE, REACH] : [NAME, OTHERS_EMAIL_BOX, ROLE, REACH],
    values,
    issues,
  )
  const groups = areas.map(area => groupOf(area, values))
  const wrongAreas = issues.find(({ path }) => path[0] === 'areas')?.message ?? ''
  const first = groups[0]?.fields[0]?.id ?? 'reach-1'
  return {
    title: person ? person.name || person.email : 'Invite somebody',
    lead: person
      ? person.email
      : 'They get a mail that says what they may do, and sign in with that address. There is no password.',
    is_me: isMe,
    is_new: person === undefined,
    ...{ parts, groups },
    areas_error: wrongAreas,
    errors: wrongAreas === '' ? errors : [...errors, { href: `#${first}`, text: wrongAreas }],
    action: person ? `${PEOPLE_PATH}/${person.id}` : PEOPLE_PATH,
    button: person ? 'Save' : 'Invite',
    actions: person && !isMe && isStaff(person) ? actionsOf(person) : [],
  }
}

/** What the form shows of a person as they are. */
export function valuesOfPerson({ name, role, is_whole_patch, area_ids }: Person): FormValues {
  return {
    ...{ name, role: role === 'organiser' ? '' : role, reach: is_whole_patch ? 'whole' : 'areas' },
    areas: area_ids.map(String),
  }
}

const NAME: FormField = {
  control: 'text',
  name: 'name',
  label: 'Name',
  hint: 'Other editors see it.',
  attributes: { autocomplete: 'off' },
}
const ROLE: FormField = {
  control: 'radio',
  name: 'role',
  label: 'What may they do?',
  options: [
    { value: 'editor', label: 'Editor', hint: 'Checks and changes listings.' },
    { value: 'admin', label: 'Admin', hint: 'That, and the site itself: people, mail, settings.' },
  ],
}
const REACH: FormField = {
  control: 'radio',
  name: 'reach',
  label: 'Which part does an editor look after?',
  options: [
    { value: 'whole', label: 'The whole patch' },
    {
      value: 'areas',
      label: 'Some areas of it',
      hint: 'A district has all its neighbourhoods. Choose them below.',
    },
  ],
}

function groupOf({ id, name, neighbourhoods }: AreaChoice, values: FormValues) {
  const chosen = [values.areas ?? []].flat()
  const field = (area: { id: number; name: string }, label: string) => ({
    ...{ control: 'checkbox', name: 'areas', id: `area-${area.id}`, value: String(area.id), label },
    ...{ hint: '', href: '', checked: chosen.includes(String(area.id)), count: '', none: false },
  })
  const fields = [field({ id, name }, `All of ${name}`), ...neighbourhoods.map(one => field(one, one.name))]
  const many = fields.filter(({ checked }) => checked).length
  return { name, is_open: many > 0, many: many === 0 ? '' : `${many} chosen`, fields }
}

function actionsOf({ id, name, email }: Person) {
  const who = name || email
  return [
    {
      action: `${PEOPLE_PATH}/${id}/sessions-removal`,
      text: `Signs ${who} out wherever they are signed in, for a telephone that was lost.`,
      button: 'Sign them out everywhere',
    },
    {
      action: `${PEOPLE_PATH}/${id}/factors-removal`,
      text: 'Takes their second factors away, so that they add a new one when they next sign in. Be sure that it is they who ask.',
      button: 'Take their second factors away',
    },
    {
      action: `${PEOPLE_PATH}/${id}/removal`,
      text: `${who} may then look after nothing here any more. What they did stays in the record; you can invite them again.`,
      button: 'Remove them',
    },
  ]
}
