// The page on which photos are sent, described, put in order and taken away.
import type { Photo } from '../initiatives/fields.ts'
import { MOST_PHOTOS } from '../initiatives/fields.ts'
import type { ShownPhoto } from '../initiatives/kept.fields.ts'
import { pictureOf } from '../initiatives/photo.rules.ts'
import { ACCEPTED } from './fields.ts'

/** What the page is about, and where it leads. */
export interface AlbumWords {
  title: string
  lead: string
  /** Where the page is. */
  path: string
  back: { href: string; label: string }
  next: { href: string; label: string }
  /** Where what was gathered is sent; null where each change counts at once, or nothing was changed. */
  send: { action: string; label: string } | null
  /** How far along somebody is for whom this is one step of several. */
  count: { words: string; dots: string[] } | null
}

export interface AlbumParts {
  words: AlbumWords
  shown: readonly ShownPhoto[]
  undescribed: readonly ShownPhoto[]
  /** What was typed beside a photo that could not be taken, and why not. */
  failed?: { alt: string; message: string } | undefined
  /** What was typed about one that is there, and what is wrong with it. */
  wrong?: (Photo & { message: string }) | undefined
}

const DESCRIBE = 'Describe the photo for someone who cannot see it'
const ALT_HINT = 'For example: four people mending a bicycle in a church hall.'
const FILE_HINT =
  'JPEG, PNG or WebP, up to 8 MB. Only the picture is kept: where and when it was taken, and by what, is left out.'
const MISSING = 'Describe this photo for someone who cannot see it. Until then it is left out'

export function albumPage({ words, shown, undescribed, failed, wrong }: AlbumParts) {
  const all = [...shown, ...undescribed]
  const photos = all.map((photo, at) => rowOf({ photo, at, words, isListed: at < shown.length, wrong }))
  const add = all.length < MOST_PHOTOS ? addForm(words.path, failed) : null
  const errors = [
    ...photos.flatMap(({ field }) =>
      field.error === wrong?.message ? [{ href: `#${field.id}`, text: field.error }] : [],
    ),
    ...(failed ? [{ href: add ? '#photo' : '#photos', text: failed.message }] : []),
  ]
  return {
    ...words,
    errors,
    notice: undescribed.length > 0 && errors.length === 0 ? noticeOf(shown.length + 1) : null,
    photos,
    add,
    full: add ? '' : `That is all ${MOST_PHOTOS}. To add another, remove one first.`,
  }
}

function noticeOf(first: number) {
  const link = { href: `#alt-${first}`, label: 'Describe it' }
  return {
    ...{ icon: 'triangle-alert', tone: 'wrong', heading: '', link },
    text: 'A photo is left out until it is described.',
  }
}

interface RowParts extends Pick<AlbumParts, 'words' | 'wrong'> {
  photo: ShownPhoto
  at: number
  isListed: boolean
}

function rowOf({ photo, at, words, isListed, wrong }: RowParts) {
  const isWrong = wrong?.uuid === photo.uuid
  const name = `Photo ${at + 1}`
  const field = {
    ...{ control: 'textarea', id: `alt-${at + 1}`, name: 'alt', label: DESCRIBE, hint: '', optional: false },
    error: isWrong ? wrong.message : isListed ? '' : MISSING,
    value: isWrong ? wrong.alt : photo.alt,
    attributes: { rows: '2' },
  }
  return {
    ...{ name, field, action: `${words.path}/${photo.uuid}`, can_rise: isListed && at > 0 },
    picture: pictureOf(photo),
  }
}

function addForm(path: string, failed: AlbumParts['failed']) {
  const common = { optional: false, attributes: {} }
  return {
    action: path,
    file: {
      ...{
        ...common,
        control: 'file',
        id: 'photo',
        name: 'photo',
        label: 'Photo',
        hint: FILE_HINT,
        value: '',
      },
      ...{ error: failed?.message ?? '', attributes: { accept: ACCEPTED } },
    },
    alt: {
      ...{ ...common, control: 'textarea', id: 'alt', name: 'alt', label: DESCRIBE, hint: ALT_HINT },
      ...{ error: '', value: failed?.alt ?? '', attributes: { rows: '2' } },
    },
  }
}
