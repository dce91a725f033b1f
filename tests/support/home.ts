// Somebody's home in the fictional town, for tests of what nobody may find out about it.
import type { CastMember } from './town/north.ts'

/** At somebody's home: only the neighbourhood may be known. */
export const home: CastMember = {
  name: 'The Mending Table',
  summary: 'Socks, mostly.',
  categories: ['repair-cafe'],
  venue: 'Attic of the Lampmaker',
  street: '93 Quillfeather Street',
  postcode: 'ZZ1 1AE',
  lat: 51.45793,
  lon: 1.03871,
  precision: 'neighbourhood',
  sessions: [{ days: [2], opens: '10:00', closes: '12:00' }],
  public_email: 'table@mending.example',
  organiser_emails: ['dora@lampmakers.example'],
  confirmed_on: '2026-06-01',
}
