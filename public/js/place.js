// Says which neighbourhood a postcode is in while it is typed, and lets the light be put on its very spot.
import { showPin } from './pin.js'

const FULL = /^\s*[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\s*$/i
const form = document.querySelector('form[data-place]')
const pin = form.querySelector('.pin')
const says = pin.querySelector('.pin-says')
const { postcode, lat, lon } = form.elements
let asked = postcode.value

// Where it stands makes most sense right below the postcode.
postcode.closest('.field').after(pin)
postcode.addEventListener('change', () => ask(false))
if (FULL.test(asked)) ask(true)

/** Asks in the body of a request: what is typed here is in no address, and in nobody's log. */
async function ask(isFirst) {
  if (!FULL.test(postcode.value)) {
    pin.hidden = true
    return
  }
  const moved = !isFirst && postcode.value !== asked
  asked = postcode.value
  if (moved) lat.value = lon.value = ''
  try {
    const body = new URLSearchParams({ postcode: asked })
    const answer = await fetch('/submit/place', { method: 'POST', body })
    if (answer.ok && postcode.value === asked) show(await answer.json())
  } catch {
    pin.hidden = true
  }
}

function show(found) {
  pin.hidden = found.place === ''
  if (found.place === '') return
  says.textContent = `That is in ${found.place}. Drag the light to the very spot, or move it with the arrow keys.`
  showMaps(found)
  showPin(pin.querySelector('.pin-map'), found, { lat, lon })
}

/** The little maps beside the ways of showing it become those of this place; they are drawings of this site's own. */
function showMaps({ maps, note }) {
  const old = form.querySelectorAll('.pictured .night-map')
  if (old.length !== maps.length) return
  const drawn = new DOMParser().parseFromString(maps.join(''), 'text/html').querySelectorAll('svg')
  for (const [at, svg] of old.entries()) svg.replaceWith(drawn[at])
  form.querySelector('.pictured-note').textContent = note
}
