// The list beside the map: fetched anew for what is in view, and its cards and numbers pointing at one another.

/**
 * Keeps the list beside a map; none where the page has no list. `onPage` is told when somebody turns a page of it,
 * and `onList` when it is another.
 */
export function makeInView({ discs, onPage, onList }) {
  let asked = new AbortController()
  const section = () => document.querySelector('[data-in-view]')
  let listed = []

  function read() {
    const cards = [...section().querySelectorAll('.card')]
    const spots = JSON.parse(section().dataset.spots)
    listed = cards.map((card, index) => {
      const link = card.querySelector('.card-name a')
      const [lat, lon, metres, name] = spots[index]
      const number = card.querySelector('.disc').textContent
      return { card, at: [lat, lon], metres, number, href: link.href, name }
    })
    discs.show(listed)
  }

  /** Fetches the list at an address and puts it in the place of the one there is. */
  async function show(address) {
    asked.abort()
    asked = new AbortController()
    const answer = await fetch(`${address}${address.includes('?') ? '&' : '?'}part=list`, {
      signal: asked.signal,
    })
    if (!answer.ok) throw new Error('The list could not be fetched.')
    const next = document.createElement('template')
    next.innerHTML = await answer.text()
    // A shorter list must not pull up the page, and the map from under the pointer.
    holder.style.minHeight = `${holder.offsetHeight}px`
    section().replaceWith(next.content)
    document.querySelector('.page-count').textContent = section().dataset.count
    read()
    onList()
  }

  const cardAt = element => element instanceof Element && listed.find(({ card }) => card.contains(element))
  const holder = section().parentElement
  for (const kind of ['pointerover', 'focusin'])
    holder.addEventListener(
      kind,
      event => section().contains(event.target) && discs.name(cardAt(event.target)),
    )
  holder.addEventListener('click', event => {
    const link = event.target.closest?.('[data-in-view] .pagination a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onPage(Number(new URL(link.href).searchParams.get('page') ?? 1))
  })
  read()
  const slugOf = href => decodeURIComponent(href.split('/').at(-1))
  return { show, numbered: () => new Set(listed.map(({ href }) => slugOf(href))) }
}
