import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../support/sources.ts'

/** Where it is proved that an abuse comes to nothing: the number of the case, the file and the title of a test. */
const PROOFS: [number: number, file: string, title: string][] = [
  [
    1,
    'features/proposals/spam',
    'is slowed down after thirty from one place, and their words stay in the form',
  ],
  [
    1,
    'features/proposals/spam',
    'that fills in what nobody sees is thanked, written no mail, and never seen again',
  ],
  [
    1,
    'features/proposals/spam-words',
    'teaches its sites and words, many at once, and what has them again is held with the reason',
  ],
  [1, 'features/proposals/spam', 'is seen by nobody, in no queue, page, feed, file or map'],
  [2, 'features/proposals/item', 'stays words on the page of an editor'],
  [2, 'features/proposals/submit', 'stays words on every page it comes back on'],
  [2, 'platform/mail/letters', 'never lets words become anything but words'],
  [
    2,
    'abuse/stored',
    'stays words on every page of the site and of the desk: no tag, no attribute, no address of its own',
  ],
  [
    2,
    'abuse/stored',
    'stays words in the mails that editors send about it, and on one line in their subjects',
  ],
  [3, 'hostile', 'stays words on its own page: no tag, no attribute, no address of its own'],
  [3, 'abuse/addresses', 'is taken with a new project only where it leads to a page of somebody'],
  [3, 'abuse/addresses', 'is taken by those who keep a listing only then'],
  [3, 'abuse/addresses', 'is taken by editors only then, and shows the host it leads to'],
  [4, 'features/photos/pixels', 'does not say where or by whom it was taken, and stands upright'],
  [4, 'features/photos/pixels', 'is refused though it begins like one'],
  [4, 'features/photos/sending', 'are taken whatever they are called, and the name goes nowhere'],
  [7, 'abuse/forms', 'as %s changes nothing, wherever it goes'],
  [7, 'roles', '%s %s does nothing of it'],
  [7, 'abuse/looking', 'changes nothing, on any page and by any link of it, whoever they are'],
  [8, 'features/people/sign-in', 'is not used up by looking: five GETs and five HEADs'],
  [8, 'features/people/sign-in', 'twenty presses at once make one session'],
  [8, 'abuse/races', 'who confirm one address by link and by code confirm it once'],
  [8, 'abuse/races', 'presses of one link about a listing make one claim, and objections to it count once'],
  [
    9,
    'features/people/sign-in',
    'is told not to: no referrer, no keeping, no finding, nothing from elsewhere',
  ],
  [10, 'features/people/sign-in', 'shows in no byte and no header'],
  [10, 'features/keepers/unknown', 'shows neither in what %s answers nor in how much is written for it'],
  [10, 'features/keepers/keeping', 'is answered alike whether or not any listing knows the address'],
  [10, 'features/proposals/submit', 'is answered alike by whatever address they give, known or not'],
  [10, 'abuse/alike', 'shows in no byte and no header of the answer to %s'],
  [
    10,
    'abuse/alike',
    'shows in no byte and no header of what is answered to somebody who sends a project in',
  ],
  [10, 'abuse/alike', 'shows in no time when a listing is claimed'],
  [10, 'abuse/alike', 'shows in no time when the link to keep is asked for'],
  [10, 'abuse/alike', 'shows in no time when a project is sent'],
  [11, 'abuse/forms', 'is not there for another organiser, whatever they ask of it'],
  [11, 'abuse/forms', 'is not given away by a field that no form has'],
  [11, 'roles', '%s %s is for: %s'],
  [11, 'abuse/objects', 'has a row for every route with something in it'],
  [11, 'abuse/objects', '%s is for: %j'],
  [12, 'features/proposals/bulk', 'are none at all where one lies in an area of somebody else'],
  [
    12,
    'features/proposals/item',
    'is nobody who looks after only one of the places, where something moves out or in',
  ],
  [
    12,
    'features/people/people',
    'changes what somebody may do, and whatever they were doing is over at once',
  ],
  [12, 'abuse/areas', 'reads nothing that is kept of Farness, whatever they follow, type or put together'],
  [12, 'abuse/areas', 'finds nothing that lies in Farness or nowhere in particular, and no number of it'],
  [12, 'abuse/areas', 'neither moves a listing out nor brings one in, by any of the ways there are'],
  [12, 'abuse/areas', 'brings back no revision that lies elsewhere, and undoes nobody there'],
  [12, 'abuse/areas', 'decides on nothing of several as soon as one lies elsewhere, and undoes none of them'],
  [12, 'abuse/areas', 'has nothing of what an admin has, and nothing at all the moment their areas change'],
  [
    13,
    'privacy',
    'is nowhere to be read: not the door, the street, the postcode, the point or the private e-mail',
  ],
  [13, 'features/keepers/editing', 'is shown nothing that is private'],
  [14, 'features/proposals/spam', 'cannot fill somebody’s letterbox: three mails a day'],
  [14, 'features/keepers/keeping', 'is not pestered by somebody who asks again and again from many places'],
  [
    14,
    'features/keepers/reporting',
    'is written to three times a day, by whatever form, while every report is seen',
  ],
  [15, 'features/people/sign-in', 'is never elsewhere: %j'],
  [15, 'abuse/elsewhere', 'after signing in is here, whatever the address or the form said'],
  [
    15,
    'abuse/elsewhere',
    'is here for every route there is, with every address of theirs in its path and behind its question mark',
  ],
  [16, 'hostile', 'comes out of CSV as it went in, and no spreadsheet takes it for a formula'],
  [
    17,
    'platform/web/forms',
    'that is too long, of too many fields, or no form, changes nothing and breaks nothing',
  ],
  [17, 'features/photos/pixels', 'is refused in a moment when it would unpack to 400 million pixels'],
  [17, 'abuse/losing', 'cannot fill the disk: of projects ninety a day from one place, of photos a hundred'],
  [
    17,
    'abuse/crowding',
    'do not keep a neighbour from beginning a project and sending it, nor one that is known from a third',
  ],
  [
    17,
    'features/initiatives/ahead',
    'is found by each of very many who ask at once, and by nobody where the page is made',
  ],
  [
    17,
    'features/initiatives/ahead',
    'is refused to whoever asks for very many at once from one place, and found for the next from elsewhere',
  ],
  [
    17,
    'features/keepers/doubles',
    'looks for names sixty times in a quarter of an hour from one place and no more, and their words stay',
  ],
  [17, 'platform/back-room', 'is done for one place after another, however much one asks for'],
  [17, 'abuse/broken', 'breaks nothing, whatever is left out of it, said twice, or said in its place'],
  [18, 'routes', 'whatever is typed, nothing breaks'],
  [18, 'abuse/typed', 'is answered, and finds nothing that is not asked for'],
  [18, 'abuse/typed', 'may come twice, as a list, as an object, or as a name that objects have'],
  [18, 'abuse/typed', 'is no reason because every object has something of that name'],
  [19, 'features/proposals/typed', 'is refused where a project is sent in, and nothing is kept: %s, %s'],
  [
    19,
    'features/proposals/typed',
    'is refused in the editors’ own form, new and old, and no row changes: %s, %s',
  ],
  [19, 'abuse/typed', 'is told so in each form that asks for one, and nothing is kept of it'],
  [
    20,
    'features/proposals/typed',
    'are no name where a project is sent in, nor in the editors’ own form: %j',
  ],
  [20, 'features/proposals/typed', 'go nowhere: what is kept, shown and sent on has none'],
  [20, 'abuse/typed', 'are left out of whatever somebody sends, wherever they send it'],
  [21, 'features/proposals/submit', 'tells nobody how far a hidden home is'],
  [21, 'abuse/homes', 'by proposing a change of its %s is answered alike, right or wrong'],
  [21, 'abuse/homes', 'finds no more of it among what they sent themselves'],
  [
    22,
    'features/keepers/claiming',
    'waits three days where others keep it, who are told and can object with one press',
  ],
  [22, 'features/keepers/claiming', 'keeps it no longer once the other has said yes'],
  [23, 'features/proposals/revisions', 'comes back byte for byte, in every table and index'],
  [
    22,
    'features/proposals/merging',
    'leave nobody keeping what they came to by a merge that is undone, whoever was removed or brought meanwhile',
  ],
  [
    23,
    'features/proposals/revisions',
    'is shown beforehand and undone at once, but for what others changed since',
  ],
  [23, 'features/keepers/reporting', 'cannot hide a listing, however often and from wherever they do it'],
  [23, 'features/proposals/deciding', 'notes every decision, and cannot be changed or deleted'],
  [23, 'abuse/races', 'who approve one project list it once, note it once and write once'],
  [
    23,
    'abuse/races',
    'presses that say the very same of a listing are heard once: a report, a claim, a change, live or not',
  ],
  [24, 'features/people/sessions', 'has a token of its own, whatever cookie the browser brought'],
  [24, 'features/people/sessions', 'is done only within ten minutes of proving who one is'],
  [25, 'features/map/embed', 'may frame that page, and no other'],
  [25, 'desk-pages', 'is kept by nobody and framed by nobody'],
  [
    26,
    'platform/database',
    'never is what a change said that was undone again, however soon somebody else begins one',
  ],
  [26, 'features/people/sessions', 'makes every page its reader’s own: private, and kept nowhere'],
  [27, 'features/proposals/sending', 'leads to the site itself, whatever host the sender claimed it to be'],
  [28, 'abuse/forms', 'in any box for an address write to nobody'],
  [28, 'platform/mail/delivery', 'lets no subject become a header, nor a body an end of the mail'],
  [29, 'abuse/forms', 'has no address, no name, no code and no token in it'],
  [29, 'privacy', 'keeps a forged line inside the one it came in'],
  [30, 'commands/personal', 'is, down to the last byte; and again when an older backup is restored'],
  [
    30,
    'features/keepers/forgetting',
    'is gone from every table they can reach, from the bytes of every file, and from a backup put back',
  ],
  [30, 'features/people/sealed', 'is in no file of the site as it is, and signs its editor in all the same'],
  [
    30,
    'features/keepers/personal',
    'forgets them while the site runs, so that the bytes of its files hold no trace',
  ],
  [30, 'features/keepers/retention', 'what nobody confirmed is kept for a week'],
]
// Nobody’s calendar is read, and nothing is fetched from an address that somebody gave.
const NOT_HERE = [5, 6]

it.each(PROOFS)('case %i is proved in %s: %s', (_case, file, title) => {
  expect(readFileSync(join(ROOT, 'tests', `${file}.test.ts`), 'utf8')).toContain(title)
})

it('every case is proved somewhere', () => {
  const all = Array.from({ length: 30 }, (_, n) => n + 1).filter(n => !NOT_HERE.includes(n))
  expect([...new Set(PROOFS.map(([number]) => number))].toSorted((a, b) => a - b)).toEqual(all)
})
