// The answers an initiative's questions may have, each with the words people see.
export type Choice = readonly [value: string, label: string]

export const ORGANISATION_KINDS = [
  ['informal', 'Informal group'],
  ['charity', 'Charity'],
  ['cic', 'Community interest company'],
  ['coop', 'Co-operative'],
  ['union', 'Union'],
  ['council', 'Run by the council'],
  ['other', 'Something else'],
] as const

export const WHERE_KINDS = [
  ['address', 'At an address'],
  ['area', 'All over an area'],
  ['online', 'Online or by phone'],
] as const

export const PRECISIONS = [
  ['exact', 'The exact place'],
  ['street', 'The street'],
  ['neighbourhood', 'Only the neighbourhood'],
] as const

export const COSTS = [
  ['free', 'Free'],
  ['donation', 'By donation'],
  ['paid', 'Paid'],
] as const

export const REFERRALS = [
  ['none', 'Not needed'],
  ['self', 'You refer yourself'],
  ['agency', 'From an agency'],
] as const

export const BOOKINGS = [
  ['drop_in', 'Drop in'],
  ['contact_first', 'Contact first'],
  ['book', 'Book a place'],
] as const

export const STATUSES = [
  ['active', 'Active'],
  ['quiet', 'Quiet for now'],
  ['paused', 'Paused'],
  ['ended', 'Ended'],
] as const

export const CONFIRMERS = [
  ['organiser', 'the organiser'],
  ['editor', 'an editor'],
  ['visitor', 'a visitor'],
  ['import', 'the list it came from'],
] as const

/** The answer of a question that nobody has to answer. */
export const NOT_STATED = ['', 'Not stated'] as const

export const ACCESS_ANSWERS = [NOT_STATED, ['yes', 'Yes'], ['no', 'No']] as const

export const NEED_KINDS = [
  ['people', 'People'],
  ['skills', 'A skill'],
  ['things', 'Things'],
  ['space', 'Space'],
  ['money', 'Money'],
] as const

/** Access facts: the filter's value, the column, and how a yes and a no are said. */
export const ACCESS_FACTS = [
  { value: 'step-free', column: 'access_step_free', yes: 'Step-free', no: 'No step-free way in' },
  { value: 'toilet', column: 'access_toilet', yes: 'Accessible toilet', no: 'No accessible toilet' },
  { value: 'hearing-loop', column: 'access_hearing_loop', yes: 'Hearing loop', no: 'No hearing loop' },
  { value: 'bsl', column: 'access_bsl', yes: 'British Sign Language', no: 'No British Sign Language' },
  { value: 'quiet-space', column: 'access_quiet_space', yes: 'Quiet space', no: 'No quiet space' },
  { value: 'parking', column: 'access_parking', yes: 'Parking', no: 'No parking' },
  { value: 'buggies', column: 'access_buggies', yes: 'Room for buggies', no: 'No room for buggies' },
  {
    value: 'assistance-dogs',
    column: 'access_assistance_dogs',
    yes: 'Assistance dogs welcome',
    no: 'No assistance dogs',
  },
] as const

export type ValueOf<C extends readonly Choice[]> = C[number][0]

/** The values alone, as zod's `enum` wants them. */
export function valuesOf<const C extends readonly Choice[]>(choices: C): [ValueOf<C>, ...ValueOf<C>[]] {
  return choices.map(([value]) => value) as [ValueOf<C>, ...ValueOf<C>[]]
}

/** The words for a value; the value itself when it is not one of the choices. */
export function labelOf(choices: readonly Choice[], value: string): string {
  return choices.find(([one]) => one === value)?.[1] ?? value
}
