// What follows the map when it rests: the address, so that it can be kept, shared and gone back from, and the list.

const REST_MS = 250
// What is moved on within this time was no view that anybody wants to come back to.
const STAY_MS = 1000
const FINE = 1e4
// Numbers that are whole but for the last bit of a float are left as they are.
const SLACK = 1e-6

/** Follows a map; `show` fetches the list at an address, `say` says a sentence. Gives the way to another page of it. */
export function followMap(map, { query, start, show, say }) {
  let seen = { box: boxOf(map), page: 1 }
  let movedAt = Number.NEGATIVE_INFINITY
  let timer

  const address = ({ box, page }) =>
    `/map?${[`bbox=${box}`, query, page > 1 && `page=${page}`].filter(Boolean).join('&')}`
  async function list() {
    try {
      await show(address(seen))
    } catch (problem) {
      if (problem.name !== 'AbortError')
        say('The list could not be fetched: it still shows what was in view before.')
    }
  }
  function rest() {
    const box = boxOf(map)
    if (box === seen.box) return
    seen = { box, page: 1 }
    const isNew = performance.now() - movedAt > STAY_MS
    movedAt = performance.now()
    history[isNew ? 'pushState' : 'replaceState'](null, '', address(seen))
    list()
  }

  map.on('moveend', () => {
    clearTimeout(timer)
    timer = setTimeout(rest, REST_MS)
  })
  addEventListener('popstate', () => {
    const asked = new URLSearchParams(location.search)
    const page = Number(asked.get('page')) || 1
    const bounds = boundsFrom(asked.get('bbox') ?? start)
    const before = seen
    // An address can be written by hand, and hold no box.
    const isBox = bounds.flat().every(Number.isFinite)
    map.fitBounds(isBox ? bounds : boundsFrom(start), { animate: false })
    seen = { box: boxOf(map), page }
    if (seen.box !== before.box || seen.page !== before.page) list()
  })
  return async page => {
    seen = { ...seen, page }
    history.pushState(null, '', address(seen))
    await list()
    document.querySelector('#in-view').focus()
  }
}

/** The corners of a box as an address says it: west, south, east, north. */
export function boundsFrom(text) {
  const [west, south, east, north] = text.split(',').map(Number)
  return [
    [south, west],
    [north, east],
  ]
}

function boxOf(map) {
  const bounds = map.getBounds()
  const down = degrees => Math.floor(degrees * FINE + SLACK) / FINE
  const up = degrees => Math.ceil(degrees * FINE - SLACK) / FINE
  return [down(bounds.getWest()), down(bounds.getSouth()), up(bounds.getEast()), up(bounds.getNorth())].join(
    ',',
  )
}
