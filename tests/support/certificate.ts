// A certificate for a test, made on the spot and vouched for by nobody but itself.
import { generateKeyPairSync, sign } from 'node:crypto'

export interface Certificate {
  key: string
  cert: string
}

/** For a server that is reached by these numbers, each of four. */
export function makeCertificate(...addresses: string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(2, 5, 4, 3), der(0x0c, Buffer.from('A test')))))
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2))
  const extension = (id: Buffer, value: Buffer) => sequence(id, der(0x04, value))
  const numbers = addresses.map(one => der(0x87, Buffer.from(one.split('.').map(Number))))
  const told = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    ...[der(0x02, Buffer.of(1)), algorithm, name],
    sequence(moment('250101000000Z'), moment('491231235959Z')),
    ...[name, publicKey.export({ type: 'spki', format: 'der' })],
    der(
      0xa3,
      sequence(
        extension(oid(2, 5, 29, 19), sequence(der(0x01, Buffer.of(0xff)))),
        extension(oid(2, 5, 29, 17), sequence(...numbers)),
      ),
    ),
  )
  const signature = der(0x03, Buffer.of(0), sign('sha256', told, privateKey))
  const lines = sequence(told, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.of(tag, ...length), body])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const set = (...parts: Buffer[]) => der(0x31, ...parts)
const moment = (text: string) => der(0x17, Buffer.from(text))

function oid(first: number, second: number, ...rest: number[]): Buffer {
  const bytes = rest.flatMap(part => {
    const groups = [part & 127]
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return der(0x06, Buffer.of(first * 40 + second, ...bytes))
}
