// Passkeys: what a browser is asked to make or to sign, and whether what it answers is right.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

export interface Passkey {
  credential: string
  public_key: Buffer
  counter: number
  transports: string
}

// EdDSA, ES256 and RS256, which every browser has.
const supportedAlgorithmIDs = [-8, -7, -257]

// Fetched when somebody first uses one: on most days nobody does, and it is large.
const load = () => import('@simplewebauthn/server')

export type Passkeys = ReturnType<typeof makePasskeys>

/** Passkeys of one site; they work at its own address only. */
export function makePasskeys(site: { baseUrl: string; readonly siteName: string }) {
  const { hostname: rpID, origin } = new URL(site.baseUrl)
  const expected = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: false }
  return {
    /** What a browser needs to make one. */
    async askToMake(person: { id: number; email: string; name: string }, known: readonly string[]) {
      const { generateRegistrationOptions } = await load()
      return generateRegistrationOptions({
        ...{ rpName: site.siteName, rpID, userName: person.email, userDisplayName: person.name },
        userID: new TextEncoder().encode(`person-${person.id}`),
        attestationType: 'none',
        supportedAlgorithmIDs,
        excludeCredentials: known.map(id => ({ id })),
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
      })
    },
    /** The passkey that was made, or undefined when something is not right about it. */
    async made(answer: string, challenge: string): Promise<Passkey | undefined> {
      const response = readAnswer<RegistrationResponseJSON>(answer)
      if (!response || challenge === '') return undefined
      const { verifyRegistrationResponse } = await load()
      const result = await orUndefined(
        verifyRegistrationResponse({
          ...{ ...expected, response, expectedChallenge: challenge },
          supportedAlgorithmIDs,
        }),
      )
      if (!result?.verified) return undefined
      const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential
      return {
        ...{ credential: id, public_key: Buffer.from(publicKey), counter },
        transports: JSON.stringify(transports),
      }
    },
    /** What a browser needs to sign with one of these. */
    async askToSign(known: readonly Passkey[]) {
      const { generateAuthenticationOptions } = await load()
      return generateAuthenticationOptions({
        rpID,
        allowCredentials: known.map(({ credential, transports }) => ({
          id: credential,
          transports: JSON.parse(transports) as string[],
        })),
        userVerification: 'preferred',
      })
    },
    /** Which of these signed the challenge, and how often it did by now; undefined when none. */
    async signed<P extends Passkey>(answer: string, challenge: string, known: readonly P[]) {
      const response = readAnswer<AuthenticationResponseJSON>(answer)
      const passkey = known.find(({ credential }) => credential === response?.id)
      if (!response || !passkey || challenge === '') return undefined
      const credential = {
        ...{ id: passkey.credential, publicKey: new Uint8Array(passkey.public_key) },
        counter: passkey.counter,
      }
      const { verifyAuthenticationResponse } = await load()
      const result = await orUndefined(
        verifyAuthenticationResponse({ ...expected, response, expectedChallenge: challenge, credential }),
      )
      return result?.verified ? { passkey, counter: result.authenticationInfo.newCounter } : undefined
    },
  }
}

/** The library throws at whatever is not as it should be. */
async function orUndefined<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch {
    return undefined
  }
}

function readAnswer<T>(answer: string): T | undefined {
  try {
    const value: unknown = JSON.parse(answer)
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
