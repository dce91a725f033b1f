// What admins set: the way to each part of it, and the boxes of the settings.
import type { FormField } from '../../platform/web/forms.ts'
import { WORDS } from '../settings/fields.ts'

export function sitePage() {
  return {
    title: 'The site',
    lead: 'What only admins set. Everything here is noted, and shows on every page at once.',
    rows: [
      [
        '/admin/settings',
        'sliders-horizontal',
        'Settings',
        'The site’s name and words, an address to write to, trust.',
      ],
      ['/admin/areas', 'map-pin', 'Areas', 'What people call them, other names, their order.'],
      ['/admin/categories', 'table', 'Kinds', 'What kinds of thing there are, their pictures, their order.'],
      ['/admin/synonyms', 'search', 'Synonyms', 'Words people type for what we call something else.'],
      ['/admin/spam', 'shield', 'Spam', 'Words and sites that editors’ decisions taught the site to hold.'],
      ['/admin/crossings', 'arrow-right', 'Crossings', 'Bridges, tunnels and ferries, open and closed.'],
      ['/admin/import', 'download', 'Import', 'Many listings at once, from a spreadsheet or a map.'],
    ].map(([href, icon, label, note]) => ({ href, icon, label, note })),
  }
}

/** `environment` is what holds where nothing is set. */
export function settingFields(environment: {
  SITE_NAME: string
  MAIL_FROM?: string | undefined
}): FormField[] {
  const otherwise = (words: string) => `When empty: ${words}`
  return [
    {
      control: 'text',
      name: 'site_name',
      label: 'Name of the site',
      optional: true,
      hint: otherwise(environment.SITE_NAME),
    },
    {
      ...{ control: 'text', name: 'patch_name', label: 'What the whole patch is called', optional: true },
      hint: 'It stands wherever pages speak of all of it, as in “points of light in Saltmere”.',
    },
    {
      control: 'text',
      name: 'home_title',
      label: 'Heading of the first page',
      optional: true,
      hint: otherwise(WORDS.home_title),
    },
    {
      ...{
        control: 'textarea',
        name: 'home_lead',
        label: 'Words below it',
        optional: true,
        attributes: { rows: '3' },
      },
      hint: otherwise(WORDS.home_lead),
    },
    {
      ...{
        control: 'textarea',
        name: 'about_us',
        label: 'Who runs the site',
        optional: true,
        attributes: { rows: '8' },
      },
      hint: 'It stands on the page About. You can use Markdown.',
    },
    {
      ...{
        control: 'email',
        name: 'contact',
        label: 'Address to write to',
        optional: true,
        attributes: { autocomplete: 'off' },
      },
      hint: otherwise(environment.MAIL_FROM ?? 'nobody is told to write anywhere'),
    },
    {
      ...{
        control: 'text',
        name: 'trust_after',
        label: 'Accepted changes until a keeper is trusted',
        optional: true,
      },
      hint: 'After so many, the next changes of that keeper are live at once and checked afterwards. 0 or empty: only editors say whom to trust.',
      attributes: { inputmode: 'numeric' },
    },
  ]
}
