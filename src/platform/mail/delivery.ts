// Takes what is due out of the outbox and gives it to the mail server, one mail after another.
import type { Clock } from '../text/clock.ts'
import type { Log } from '../web/log.ts'
import type { Outbox } from './outbox.store.ts'
import type { Outcome, Post } from './post.ts'
import type { Leased } from './statements.store.ts'

const ONE_MINUTE = 60_000

interface Parts {
  outbox: Outbox
  post: Post
  clock: Clock
  log: Log
}

/** A turn: sends all that is due, or stops at a server that cannot be reached and leaves it alone for a minute. */
export function makeDelivery({ outbox, post, clock, log }: Parts): (signal: AbortSignal) => Promise<void> {
  let restsUntil = 0

  async function deliverNext(signal: AbortSignal): Promise<boolean> {
    const mail = signal.aborted ? undefined : outbox.lease()
    if (!mail) return false
    const outcome = await post.hand(mail, () => outbox.handOver(mail), signal)
    settle(outbox, mail, outcome, signal)
    note(log, mail, outcome)
    if (outcome.kind === 'unreachable') restsUntil = clock().getTime() + ONE_MINUTE
    return outcome.kind !== 'unreachable'
  }

  return async signal => {
    if (clock().getTime() < restsUntil) return
    try {
      while (await deliverNext(signal));
    } finally {
      post.close()
    }
  }
}

function settle(outbox: Outbox, mail: Leased, outcome: Outcome, signal: AbortSignal): void {
  if (outcome.kind === 'taken') outbox.sent(mail, outcome.answer)
  else if (outcome.kind === 'unheard') outbox.uncertain(mail, outcome.answer)
  else if (outcome.kind === 'refused') outbox.failed(mail, outcome)
  else if (outcome.kind === 'unreachable')
    outbox.failed(mail, { answer: `The mail server: ${outcome.answer}`, isFinal: false })
  else if (signal.aborted) outbox.release(mail)
  // Taken back meanwhile, which leaves nothing to mark, or begun too long ago.
  else outbox.failed(mail, { answer: 'It took too long.', isFinal: false })
}

/** What the server said may name the recipient: only its number is logged. */
function note(log: Log, mail: Leased, outcome: Outcome): void {
  const line = { mail: mail.id, kind: mail.kind, outcome: outcome.kind }
  if (outcome.kind === 'taken' || outcome.kind === 'dropped') log.info(line)
  else log.warn({ ...line, reply: outcome.reply, step: outcome.step })
}
