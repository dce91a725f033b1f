// Pictures of the ground, square by square.

/** A layer of pictures. Leaflet's own takes back what is no longer needed with a `data:` address, which is not allowed. */
export function makeGround(leaflet, address, options = {}) {
  const Ground = leaflet.GridLayer.extend({
    createTile(coords, done) {
      const picture = new Image()
      picture.alt = ''
      picture.referrerPolicy = options.referrerPolicy ?? ''
      picture.onload = () => done(null, picture)
      picture.onerror = () => done(new Error('This square could not be fetched.'), picture)
      picture.src = leaflet.Util.template(address, coords)
      return picture
    },
  })
  return new Ground(options)
}
