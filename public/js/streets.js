// Draws streets under the lights, in the colours of the night: from a file of the site, or from another server's pictures.
import { nightRules } from './street-rules.js'

/** Adds streets to a map, below whatever else is on it. `streets` is what the figure says of them. */
export async function addStreets(map, leaflet, streets) {
  const layer = streets.kind === 'pmtiles' ? await drawn(leaflet, streets) : pictures(leaflet, streets)
  layer.addTo(map)
  return layer
}

// Leaflet's own layer of pictures takes back what is no longer needed with a `data:` address, which is not allowed.
function pictures(leaflet, { url, credit }) {
  const Pictures = leaflet.GridLayer.extend({
    createTile(coords, done) {
      const picture = new Image()
      picture.alt = ''
      // The other server is told which site asks, as some insist, and not which page.
      picture.referrerPolicy = 'origin'
      picture.onload = () => done(null, picture)
      picture.onerror = () => done(new Error('This square could not be fetched.'), picture)
      picture.src = leaflet.Util.template(url, coords)
      return picture
    },
  })
  return new Pictures({ attribution: linked(credit), className: 'streets-raster', zIndex: 1 })
}

async function drawn(leaflet, { url, zoom, credit }) {
  window.L ??= leaflet
  window.protomapsL ?? (await fetchScript('asset:protomaps-leaflet.js'))
  return window.protomapsL.leafletLayer({
    url,
    attribution: linked(credit),
    ...nightRules(window.protomapsL),
    maxDataZoom: zoom,
    zIndex: 1,
  })
}

// It is a script of the old kind, which leaves a name behind and cannot be imported.
function fetchScript(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject })
    document.head.append(script)
  })
}

// A credit is words, and the map would take it for HTML.
function linked(credit) {
  const safe = credit.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
  const link = '<a href="https://www.openstreetmap.org/copyright" rel="noopener">OpenStreetMap</a>'
  return safe.replace('OpenStreetMap', link)
}
