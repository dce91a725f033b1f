// A style sheet that a page begins without.

/** Adds the sheet at an address to the page, and is done when it holds. */
export function addSheet(address) {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })
  return new Promise((resolve, reject) => {
    Object.assign(sheet, { onload: resolve, onerror: reject })
    document.head.append(sheet)
  })
}
