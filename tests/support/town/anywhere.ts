// The cast without a doorstep: what happens all over an area, online, or by telephone.
import type { CastMember } from './north.ts'

export const anywhere = {
  mutualAid: {
    name: 'Saltmere Neighbours',
    summary: 'Shopping, lifts and light bulbs, done by whoever is nearest.',
    categories: ['mutual-aid'],
    where_kind: 'area',
    precision: 'neighbourhood',
    serves: ['saltmere'],
    booking: 'contact_first',
    languages: ['British Sign Language', 'Romanian'],
    phone: '07700 900555',
    needs: [{ kind: 'people', title: 'A driver with a van', until: '2026-06-30' }],
    confirmed_on: '2026-06-02',
  },
  shillingFund: {
    name: 'The Saltmere Shilling',
    summary: 'Up to £200 for a neighbour with a good idea, decided in a fortnight.',
    categories: ['community-fund'],
    organisation_kind: 'charity',
    organisation_number: '0000000',
    where_kind: 'online',
    serves: ['saltmere', 'farness/ferry-green'],
    booking: 'contact_first',
    website: 'https://shilling.example/ask',
    needs: [{ kind: 'money', title: 'Shillings', detail: 'Any number.' }],
    confirmed_on: '2026-04-30',
    confirmed_by: 'editor',
  },
  vergeSix: {
    name: 'Verge Six',
    summary: 'Sunflowers where the council forgot to look.',
    categories: ['guerrilla-garden'],
    where_kind: 'area',
    serves: ['saltmere/hillcrest', 'saltmere/marshside'],
    precision: 'neighbourhood',
    by_appointment: true,
    confirmed_on: '2026-01-05',
  },
  /** Online, for anybody anywhere: it has no point and no area. */
  adviceLine: {
    name: 'Estuary Advice Line',
    summary: 'A patient voice about rent, bills and forms.',
    categories: ['advice-centre'],
    where_kind: 'online',
    sessions: [{ days: [1, 2, 3, 4, 5], opens: '09:30', closes: '16:30' }],
    phone: '01632 960960',
    confirmed_on: '2026-06-03',
  },
} satisfies Record<string, CastMember>
