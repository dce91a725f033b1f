// How a light looks on a canvas: its halo by how much it glows, its heart, and the colours of the page.

/** From what glow on, how wide, how wide again, how strong, and how large the heart: the same steps as in the drawing. */
const HALOS = [
  { from: 0, r: 0, hot: 0, strength: 0, heart: 1.3 },
  { from: 0.02, r: 14, hot: 0, strength: 0.55, heart: 1.5 },
  { from: 0.15, r: 24, hot: 0, strength: 0.65, heart: 1.7 },
  { from: 0.45, r: 36, hot: 0, strength: 0.74, heart: 2 },
  { from: 0.8, r: 48, hot: 0, strength: 0.82, heart: 2.3 },
  { from: 1.6, r: 54, hot: 36, strength: 0.92, heart: 2.3 },
  { from: 3, r: 60, hot: 44, strength: 1, heart: 2.3 },
  { from: 6, r: 70, hot: 54, strength: 1, heart: 2.3 },
  { from: 14, r: 84, hot: 66, strength: 1, heart: 2.3 },
  { from: 40, r: 100, hot: 84, strength: 1, heart: 2.3 },
]

/** The halo for a glow, smaller from afar, where towns would else run together. */
export function haloOf(glow, zoom) {
  const halo = HALOS.findLast(({ from }) => glow >= from)
  const share = Math.max(0.6, Math.min(1, (KILOMETRE * 2 ** zoom) / 16))
  return { ...halo, r: Math.round(halo.r * share), hot: Math.round(halo.hot * share) }
}

// How many pixels it takes at level 0, in the middle of the country.
const KILOMETRE = 256 / 24_500

/** The colours of the night, by the names of their tokens. */
export function nightColours() {
  const style = getComputedStyle(document.documentElement)
  return name => style.getPropertyValue(`--${name}`).trim()
}

/** Halos drawn once each, and then only copied. */
export function makeSprites(colour) {
  const kept = new Map()
  return (halo, ratio) => {
    const key = `${halo.r} ${ratio}`
    if (!kept.has(key)) kept.set(key, spriteOf(halo, ratio, colour))
    return kept.get(key)
  }
}

// Where the colours of a halo lie, and how much of them there is, as two digits of an eight-digit colour.
const STOPS = [
  [0, 'halo-core', 'f2'],
  [0.16, 'halo-warm', '8f'],
  [0.48, 'halo-edge', '2e'],
  [1, 'halo-edge', '00'],
]

function spriteOf({ r, hot, strength }, ratio, colour) {
  const sprite = document.createElement('canvas')
  sprite.width = sprite.height = Math.ceil(2 * r * ratio)
  const pen = sprite.getContext('2d')
  const middle = sprite.width / 2
  pen.globalCompositeOperation = 'screen'
  const circles = [
    [r, strength],
    [hot, 1],
  ]
  for (const [radius, alpha] of circles.filter(([radius]) => radius > 0)) {
    pen.globalAlpha = alpha
    const gradient = pen.createRadialGradient(middle, middle, 0, middle, middle, radius * ratio)
    for (const [at, name, share] of STOPS) gradient.addColorStop(at, `${colour(name)}${share}`)
    pen.fillStyle = gradient
    pen.fillRect(0, 0, sprite.width, sprite.height)
  }
  return sprite
}
