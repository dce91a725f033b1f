// How streets look by night: roads faint on dark land, names that can be read.
const FONT = '"Atkinson Next", sans-serif'
const PARKS = ['allotments', 'cemetery', 'forest', 'golf_course', 'grass', 'nature_reserve', 'park', 'wood']
// How wide a road is at three levels, the least of them first; a road narrower than that is not drawn.
const ROADS = [
  { kinds: ['other', 'path'], from: 15, widths: [0.4, 1, 2], colour: 'shore' },
  { kinds: ['minor_road'], from: 13, widths: [0.6, 2, 7], colour: 'shore' },
  { kinds: ['major_road'], from: 9, widths: [0.9, 3, 10], colour: 'border' },
  { kinds: ['highway'], from: 6, widths: [1.2, 4, 12], colour: 'border' },
]

/** What the drawer of streets is told: what to fill and line, and what to name, in the colours of the site. */
export function nightRules(drawer) {
  const night = colours()
  return {
    backgroundColor: night('water'),
    paintRules: paint(drawer, night),
    labelRules: label(drawer, night),
  }
}

function colours() {
  const style = getComputedStyle(document.documentElement)
  return name => style.getPropertyValue(`--${name}`).trim()
}

function paint({ PolygonSymbolizer, LineSymbolizer, exp }, night) {
  const fill = (colour, opacity = 1) => new PolygonSymbolizer({ fill: night(colour), opacity })
  const isOf =
    kinds =>
    (_, { props }) =>
      kinds.includes(props.kind)
  const isArea = (_, { geomType }) => geomType === 3
  const line = (colour, widths) =>
    new LineSymbolizer({
      color: night(colour),
      width: exp(
        1.6,
        [10, 14, 18].map((z, at) => [z, widths[at]]),
      ),
    })
  return [
    { dataLayer: 'earth', symbolizer: fill('land'), filter: isArea },
    { dataLayer: 'landuse', symbolizer: fill('town', 0.35), filter: isOf(PARKS) },
    { dataLayer: 'water', symbolizer: fill('water'), filter: isArea },
    { dataLayer: 'buildings', symbolizer: fill('town', 0.6), minzoom: 14 },
    ...ROADS.map(({ kinds, from, widths, colour }) => {
      return { dataLayer: 'roads', minzoom: from, symbolizer: line(colour, widths), filter: isOf(kinds) }
    }),
    { dataLayer: 'roads', minzoom: 11, symbolizer: line('town', [0.5, 1, 2]), filter: isOf(['rail']) },
  ]
}

function label({ CenteredTextSymbolizer, LineLabelSymbolizer }, night) {
  const look = (colour, font) => ({
    labelProps: ['name:en', 'name'],
    ...{ fill: night(colour), stroke: night('water'), width: 3, font: `${font} ${FONT}` },
  })
  const street = new LineLabelSymbolizer(look('night-ink-2', '400 12px'))
  const place = new CenteredTextSymbolizer({ ...look('night-ink', '600 14px'), lineHeight: 1.3 })
  const isNamed =
    kinds =>
    (_, { props }) =>
      kinds.includes(props.kind)
  return [
    { dataLayer: 'places', symbolizer: place, filter: isNamed(['locality', 'neighbourhood']) },
    { dataLayer: 'roads', minzoom: 13, symbolizer: street, filter: isNamed(['highway', 'major_road']) },
    { dataLayer: 'roads', minzoom: 15, symbolizer: street, filter: isNamed(['minor_road']) },
  ]
}
