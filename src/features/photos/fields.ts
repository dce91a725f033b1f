// Photos as they are sent and kept, and what is said when one cannot be.

/** What a photo is once it has been read: pixels, encoded anew, and nothing else. */
export interface Pixels {
  width: number
  height: number
  large: Buffer
  small: Buffer
}

/** A photo as it is kept, without its pixels. */
export interface KeptPhoto {
  uuid: string
  alt: string
  width: number
  height: number
  /** The listing that shows it, or once did. */
  initiative_id: number | null
  proposal_id: number | null
  /** Whether a listing that is not taken down shows it. */
  is_live: boolean
}

/** Whose photos they are until a listing takes them: a proposal’s, or those an editor adds to a listing by hand. */
export interface Owner {
  proposal_id: number | null
  initiative_id: number | null
}

export const MOST_BYTES = 8_000_000
export const MOST_PIXELS = 40_000_000
/** What boxes that choose a file offer; phones turn their own formats into one of these. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp'

export type Fault = 'none' | 'large' | 'huge' | 'kind' | 'phone' | 'broken' | 'busy' | 'often' | 'full'

export const FAULTS: Record<Fault, string> = {
  none: 'Choose a photo',
  large: 'That photo is larger than 8 MB. Choose a smaller one, or send it in a smaller size',
  huge: 'That photo has more than 40 million pixels. Make it smaller, or choose another',
  kind: 'That file is not a JPEG, PNG or WebP photo. Save it as one of those, or choose another',
  phone:
    'That photo is in a format that few can open (HEIC or AVIF). Choose it from the photos on your phone, or save it as JPEG',
  broken: 'We could not read that photo: part of it may be missing. Try it again, or choose another',
  busy: 'Many people are sending photos just now. Try it again in a minute',
  often: 'That is a lot of photos in one hour. Try it again later',
  full: 'There are five photos already. Remove one first',
}
