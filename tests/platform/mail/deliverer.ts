// A process that delivers a folder's outbox until it is killed: `deliverer.ts <folder> <smtp url> <minutes ahead>`.
import { openDatabase } from '../../../src/platform/database/open.ts'
import { makeDelivery } from '../../../src/platform/mail/delivery.ts'
import { makeLetterWriter } from '../../../src/platform/mail/letters.ts'
import { makeOutbox } from '../../../src/platform/mail/outbox.store.ts'
import { makePost } from '../../../src/platform/mail/post.ts'
import { makeTidying } from '../../../src/platform/mail/tidying.store.ts'
import { makeLog } from '../../../src/platform/web/log.ts'

const [folder = '', url = '', minutes = '0'] = process.argv.slice(2)
const db = openDatabase(folder)
// Each process starts so much later that the leases of the one before have run out.
const clock = () => new Date(Date.now() + Number(minutes) * 60_000)
const write = makeLetterWriter({ baseUrl: 'https://lights.example', siteName: 'Points of Light' })
const outbox = makeOutbox({ db, clock, write, domain: 'lights.example' })
const from = { name: 'Points of Light', address: 'hello@lights.example' }
const post = makePost({ url, from, name: 'lights.example', clock })
makeTidying(db, clock)()
await makeDelivery({ outbox, post, clock, log: makeLog('silent') })(new AbortController().signal)
db.close()
