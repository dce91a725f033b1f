import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type Job, type Jobs, startJobs } from '../../../src/platform/jobs/jobs.ts'
import type { Log } from '../../../src/platform/web/log.ts'

let jobs: Jobs | undefined
afterEach(() => jobs?.stop())

function start(...list: Job[]) {
  const logged: unknown[] = []
  jobs = startJobs(list, { error: (line: unknown) => logged.push(line) } as unknown as Log)
  return { jobs, logged }
}

/** A job that counts its runs, and how many were at once. */
function counting({ every = 5, takes = 0 } = {}) {
  const seen = { runs: 0, atOnce: 0, most: 0 }
  const run = async () => {
    seen.runs++
    seen.atOnce++
    seen.most = Math.max(seen.most, seen.atOnce)
    await sleep(takes)
    seen.atOnce--
  }
  return { seen, job: { name: 'counting', every, run } }
}

describe('a job', () => {
  it('runs at the start, then again and again, never twice at once', async () => {
    const { seen, job } = counting({ every: 1, takes: 10 })
    const { jobs } = start(job)
    for (let n = 0; n < 20; n++) {
      jobs.poke('counting')
      await sleep(3)
    }
    expect(seen.runs).toBeGreaterThan(2)
    expect(seen.most).toBe(1)
  })

  it('runs at once when it is poked, and once more when it was running', async () => {
    const { seen, job } = counting({ every: 60_000, takes: 200 })
    const { jobs } = start(job)
    await expect.poll(() => seen.runs).toBe(1)
    jobs.poke('counting')
    jobs.poke('counting')
    await expect.poll(() => seen.runs).toBe(2)
    await sleep(300)
    expect(seen.runs).toBe(2)
    jobs.poke('counting')
    expect(seen.runs).toBe(3)
    jobs.poke('nobody')
  })

  it('that fails is logged without its words, and goes on; so do the others', async () => {
    const { seen, job } = counting()
    let failures = 0
    const fail = () => {
      failures++
      throw Object.assign(new Error('sam@example.org is not known'), { code: 'ENOPE' })
    }
    const { logged } = start({ name: 'failing', every: 5, run: fail }, job)
    await expect.poll(() => failures).toBeGreaterThan(2)
    expect(seen.runs).toBeGreaterThan(0)
    expect(logged[0]).toMatchObject({ job: 'failing', failure: expect.stringMatching(/^Error ENOPE \| at /) })
    expect(JSON.stringify(logged)).not.toContain('sam@')
  })

  it('is told that the site stops, and is waited for; then nothing runs', async () => {
    const told: string[] = []
    const run = async (signal: AbortSignal) => {
      await new Promise(resolve => signal.addEventListener('abort', resolve))
      await sleep(20)
      told.push('ended')
    }
    const { seen, job } = counting({ every: 1 })
    const { jobs } = start({ name: 'long', every: 1, run }, job)
    await expect.poll(() => seen.runs).toBeGreaterThan(0)
    await jobs.stop()
    expect(told).toEqual(['ended'])
    const { runs } = seen
    jobs.poke('counting')
    await sleep(20)
    expect(seen.runs).toBe(runs)
  })
})
