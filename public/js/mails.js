// Keeps the mails of a decision as they would go while somebody writes: the page is made again, and only they are taken from it.
const PAUSE = 800
const form = document.querySelector('[data-preview]')
let turn = 0
let timer

// The boxes beside the fields belong to the form, and stand outside it.
document.addEventListener('input', ({ target }) => {
  if (!form || target.form !== form) return
  clearTimeout(timer)
  timer = setTimeout(renew, PAUSE)
})

async function renew() {
  const mine = ++turn
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(form.dataset.preview, { method: 'POST', body }).catch(() => null)
  // Whoever was signed out, or wrote on meanwhile, sees the mails when they press.
  if (!answer?.ok || answer.redirected || mine !== turn) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const old of document.querySelectorAll('[data-mails]')) {
    const anew = page.getElementById(old.id)
    if (anew) replace(old, anew)
  }
}

/** What somebody folded away or opened stays so. */
function replace(old, anew) {
  const detailsIn = element => [...element.querySelectorAll('details'), element]
  for (const [at, one] of detailsIn(anew).entries()) {
    const before = detailsIn(old)[at]
    if ('open' in one && before) one.open = before.open
  }
  const focused = old.contains(document.activeElement) ? document.activeElement.className : ''
  old.replaceWith(anew)
  if (focused) anew.getElementsByClassName(focused)[0]?.focus()
}
