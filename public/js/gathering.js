// Lights gathered into as many halos as a picture can carry, by squares that stay where they are when the map moves.

const FINEST = 16
const SIDE = 256

/**
 * @typedef {import('./light-tiles.js').Light} Light
 * @typedef {{ x: number, y: number, lights: number, glow: number, members: Light[] }} Group
 */

/**
 * Gathers lights in squares of level `z`, four by four, until there are at most so many groups; dim ones come first.
 * The squares are 16 pixels wide to begin with, or larger by `from` doublings.
 * @param {Light[]} lights
 * @returns {Group[]}
 */
export function gather(lights, z, most, from = 0) {
  const squares = (2 ** z * SIDE) / FINEST
  for (let level = from; ; level++) {
    const at = share => Math.floor((share * squares) / 2 ** level)
    const groups = Map.groupBy(lights, ({ x, y }) => `${at(x)} ${at(y)}`)
    if (groups.size <= most || level === 8) {
      return [...groups.values()].map(groupOf).sort((a, b) => a.glow - b.glow)
    }
  }
}

function groupOf(members) {
  const sum = of => members.reduce((total, member) => total + of(member), 0)
  const lights = sum(member => member.lights)
  return {
    members,
    lights,
    glow: sum(({ glow }) => glow),
    x: sum(member => member.x * member.lights) / lights,
    y: sum(member => member.y * member.lights) / lights,
  }
}
