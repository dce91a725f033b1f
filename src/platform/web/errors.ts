// The one class of expected failures: a code for the machine, a sentence for the person.
const STATUS = {
  not_found: 404,
  gone: 410,
  forbidden: 403,
  conflict: 409,
  too_many: 429,
  bad_request: 400,
  busy: 503,
} as const

export type ProblemCode = keyof typeof STATUS

export class Problem extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode, sentence: string) {
    super(sentence)
    this.code = code
  }

  get status(): number {
    return STATUS[this.code]
  }
}

/** The page or thing asked for is not here. */
export function notFound(sentence = 'There is nothing at this address.'): Problem {
  return new Problem('not_found', sentence)
}
