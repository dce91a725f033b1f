// Single keys for editors who switch them on in this browser: next, previous, approve, reject, and what the keys are.
const KEPT = 'desk-shortcuts'
const KEYS = {
  j: 'Next in the queue',
  k: 'The one before',
  a: 'Approve',
  r: 'Reject',
  '?': 'Show these keys',
}
// Where letters are typed, or choose among options, they are letters.
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable]'

const place = document.querySelector('[data-shortcuts]')
if (place) offer(place)

function offer(place) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'link-button'
  const keys = listOf(KEYS)
  const isOn = () => localStorage.getItem(KEPT) === 'on'
  const say = () => {
    button.textContent = isOn() ? 'Switch keyboard shortcuts off' : 'Switch keyboard shortcuts on'
    keys.hidden = !isOn()
  }
  button.addEventListener('click', () => {
    localStorage.setItem(KEPT, isOn() ? 'off' : 'on')
    say()
  })
  place.append(button, keys)
  place.hidden = false
  say()
  document.addEventListener('keydown', event => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    if (event.target.closest(TYPING)) return
    if (event.key === '?') keys.scrollIntoView({ block: 'center' })
    else if (event.key === 'j' || event.key === 'k') go(event.key === 'j' ? 1 : -1)
    else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.focus()
  })
}

/** Opens the next item of the list, or the one before. */
function go(step) {
  const links = [...document.querySelectorAll('.queue-name > a')]
  const here = links.findIndex(link => link.ariaCurrent === 'page')
  links[here < 0 && step < 0 ? -1 : here + step]?.click()
}

function listOf(keys) {
  const list = document.createElement('dl')
  for (const [key, words] of Object.entries(keys)) {
    const [term, meaning] = [document.createElement('dt'), document.createElement('dd')]
    term.textContent = key
    meaning.textContent = words
    list.append(term, meaning)
  }
  return list
}
