// Draws lights on a canvas: halos that add up, and the hearts in them.
import { haloOf, makeSprites, nightColours } from './halos.js'

const SEVERAL = 2.7
const GATHERED = 2

const colour = nightColours()
const spriteFor = makeSprites(colour)

/** Draws every halo, dim ones first, and then the hearts of all lights that may be shown as points. */
export function drawHalos({ pen, at, ratio, zoom }, groups) {
  pen.globalCompositeOperation = 'screen'
  for (const group of groups) stampHalo(pen, at(group), haloOf(group.glow, zoom), ratio)
  for (const { members, glow } of groups) {
    const heart = members.length > 1 ? GATHERED : haloOf(glow, zoom).heart
    for (const member of members) if (!member.soft) drawHeart(pen, at(member), member, heart)
  }
}

function stampHalo(pen, [x, y], halo, ratio) {
  if (halo.r > 0) pen.drawImage(spriteFor(halo, ratio), x - halo.r, y - halo.r, halo.r * 2, halo.r * 2)
}

function drawHeart(pen, [x, y], { lights, level, glow }, radius) {
  const isOut = level === 'out' || level === 'paused' || glow === 0
  pen.fillStyle = colour(isOut ? 'ash' : 'core')
  pen.beginPath()
  pen.arc(x, y, lights > 1 ? SEVERAL : radius, 0, 2 * Math.PI)
  pen.fill()
}
