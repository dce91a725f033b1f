// The least a server can do: so many bytes, the same for every request, for comparison.
import { createServer } from 'node:http'

const bodies = new Map<string, Buffer>()

/** The bytes for an address such as `/22000`. */
function bodyFor(url: string): Buffer {
  const known = bodies.get(url)
  if (known) return known
  const body = Buffer.alloc(Math.max(1, Number(url.slice(1)) || 1), 'x')
  bodies.set(url, body)
  return body
}

createServer((req, res) => {
  const body = bodyFor(req.url ?? '')
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length })
  res.end(body)
}).listen(Number(process.argv[2]), '127.0.0.1')
