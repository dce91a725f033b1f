// Offers to explore the map, and fetches what that takes once somebody wants to.
const FAILED = 'The map to move could not be fetched. The drawing is still here, and its links move it.'

for (const figure of document.querySelectorAll('figure[data-explore]')) {
  const button = figure.querySelector('.map-explore > .button')
  const hint = figure.querySelector('.map-hint')
  button.hidden = false
  button.addEventListener('click', async () => {
    button.setAttribute('aria-disabled', 'true')
    hint.textContent = 'Fetching the map…'
    try {
      const { explore } = await import('./moving-map.js')
      hint.textContent = await explore(figure)
      button.hidden = true
    } catch {
      hint.textContent = FAILED
      button.removeAttribute('aria-disabled')
    }
  })
}
