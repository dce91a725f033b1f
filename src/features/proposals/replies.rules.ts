// What editors say: reasons for the record, and drafts of replies that they make their own.
import { tableOf } from '../../platform/text/table.ts'
import { count } from '../../platform/text/words.ts'
import type { Kind } from './fields.ts'
import { SPAM } from './rules.ts'

export const REASONS = tableOf<string>({
  checked: 'Checked and looks right',
  asked: 'Asked whoever runs it',
  known: 'Known to the editor',
  missing: 'Something is missing',
  unsure: 'Cannot be checked',
  double: 'It is listed already',
  'not-ours': 'Not a thing for this site',
  wrong: 'It is not so',
  harm: 'Somebody could come to harm',
  spam: SPAM,
})

export interface ReplyDraft {
  id: string
  label: string
  kinds: readonly Kind[]
  text(name: string, changes: number): string
}

const CHANGES: readonly Kind[] = ['new', 'edit', 'claim', 'report', 'merge']

export const REPLY_DRAFTS: readonly ReplyDraft[] = [
  {
    id: 'live',
    label: 'Thank you, your changes are live',
    kinds: ['edit'],
    text: (name, changes) =>
      `Thank you. Your ${changes === 1 ? 'change' : count(changes, 'change')} to ${name} ${changes === 1 ? 'is' : 'are'} live now.`,
  },
  {
    id: 'listed',
    label: 'Thank you, it is on the map',
    kinds: ['new'],
    text: name =>
      `Thank you. ${name} is on the map now, and you keep it: a link by mail is all you need to change it.`,
  },
  {
    id: 'keeper',
    label: 'Thank you, you keep it now',
    kinds: ['claim'],
    text: name =>
      `Thank you. You keep ${name} from now on. Where somebody kept it before, they have three days to object.`,
  },
  {
    id: 'looked',
    label: 'Thank you, we have put it right',
    kinds: ['report', 'merge'],
    text: name => `Thank you for telling us about ${name}. We have looked into it, and put it right.`,
  },
  {
    id: 'as-it-was',
    label: 'Thank you, we left it as it was',
    kinds: ['report', 'merge'],
    text: name =>
      `Thank you for telling us about ${name}. We asked, and what it says is right, so we left it as it was.`,
  },
  {
    id: 'where',
    label: 'Where and when is it?',
    kinds: ['new', 'edit'],
    text: name =>
      `Thank you for ${name}. Where exactly is it, and on which days and at what time can people come?`,
  },
  {
    id: 'home',
    label: 'Is it somebody’s home?',
    kinds: ['new', 'edit'],
    text: name =>
      `Is ${name} at somebody’s home? If it is, we show the neighbourhood only, and never the address.`,
  },
  {
    id: 'who',
    label: 'How do we know that it is you?',
    kinds: ['claim'],
    text: name =>
      `How are you part of ${name}? A link to a page that names you, or a mail from its own address, is enough.`,
  },
  {
    id: 'double',
    label: 'It is listed already',
    kinds: ['new'],
    text: name =>
      `Thank you. ${name} is listed already. If it is yours, open its page and choose “This is mine”.`,
  },
  {
    id: 'not-ours',
    label: 'It is not a thing for this site',
    kinds: ['new'],
    text: name =>
      `Thank you for ${name}. This site is for what neighbours run for neighbours, so we cannot list it.`,
  },
  {
    id: 'unsure',
    label: 'We could not check it',
    kinds: CHANGES,
    text: name =>
      `Thank you. We tried to check what you sent about ${name}, and could not. A link or a telephone number would help.`,
  },
]

/** The drafts for one kind of proposal. */
export function replyDraftsFor(kind: Kind): ReplyDraft[] {
  return REPLY_DRAFTS.filter(({ kinds }) => kinds.includes(kind))
}
