// Makes or uses a passkey for the form it stands in: asks what to sign, has it signed, and sends the form.

const TROUBLE = 'That did not work. Try again, or use another way.'
const KNOWN = 'That passkey was added before.'

for (const form of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue
  form.hidden = false
  form.addEventListener('submit', event => {
    event.preventDefault()
    send(form)
  })
}

async function send(form) {
  const says = form.querySelector('[role="status"]')
  says.textContent = 'Waiting for your passkey…'
  try {
    const credential = await (form.dataset.passkey === 'make' ? make : use)(await challengeOf(form))
    form.elements.answer.value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (error) {
    says.textContent = error.name === 'InvalidStateError' ? KNOWN : TROUBLE
  }
}

async function challengeOf(form) {
  const answer = await fetch(form.dataset.challenge, { method: 'POST' })
  // Signed out meanwhile, or asked to prove once more who it is: the page itself says so.
  if (!answer.ok || answer.redirected) window.location.reload()
  return answer.json()
}

function make(options) {
  const publicKey = window.PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return navigator.credentials.create({ publicKey })
}

function use(options) {
  const publicKey = window.PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return navigator.credentials.get({ publicKey })
}
