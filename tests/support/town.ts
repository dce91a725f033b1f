// The fictional town that tests are about: two banks of an estuary in open sea, their addresses, and their people.
import { crossings, outcodes, places, postcodes, sectors } from './town/addresses.ts'
import { anywhere } from './town/anywhere.ts'
import { areas, builtUp, FARNESS, land, SALTMERE, stations, WARDS, waters } from './town/ground.ts'
import { north } from './town/north.ts'
import { south } from './town/south.ts'

/*
   0.96 E                                                             1.14 E
      +--------------------------------------------+--------------------+  51.490 N
      |  Hillcrest (ZZ2 1)                         |  Marshside (ZZ2 2) |
      |     beans, Beacon Field, tools             |                    |
      |                +-------------+-------------+     mudlarks       |
      |                |  Old Town   |  Staithe    |Cockle              |      Saltmere
      |                |  (ZZ1 1)    |  (ZZ1 2)    |)( Creek            |
      |   Mere Bridge  |  uniform    |  fridge     |)(                  /
      +----||----------+-------------+------.------+)( ---------------+
       ~~~~||~~~ the Mere ~~~~~~~~~~~~~~~~~~:~~~~~~~~~~~~~ <Hale> ~~~~~~~~  a mile wide, and
      +----||--------------._______________ : ______ ~~~ Island ~~~~~~~~    the sea beyond
      |        |  Ferry Green (ZZ3 1)   ferry (sunk) `------.____
      |        |     growers, jam                                `------+
      |        +--------------------------------------------------------+      Farness
      |  Kilnfield (ZZ3 2)   renters, Kiln House, food shelf            |
      +-----------------------------------------------------------------+  51.410 N

   Old Town can see Ferry Green, and must go round by Mere Bridge to reach it. Cockle Bridge carries walkers over the
   creek; nothing reaches Hale Island (ZZ3 9), which belongs to Ferry Green. `serves` holds area paths.
*/
export const town = {
  /** A Tuesday, and half past nine on that morning as clocks in the town show it. */
  today: '2026-06-09',
  now: '2026-06-09T08:30:00Z',
  codes: { saltmere: SALTMERE, farness: FARNESS, ...WARDS },
  areas,
  land,
  builtUp,
  waters,
  stations,
  postcodes,
  sectors,
  outcodes,
  places,
  crossings,
  cast: { ...north, ...south, ...anywhere },
}
