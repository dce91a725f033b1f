// The rules by which every page is checked: HTML in which nothing has to be forgiven.
import type { ConfigData } from 'html-validate'

export const RULES: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Tick boxes of one filter share its name, inside one folded part of it or across two.
    'form-dup-name': ['error', { shared: ['checkbox', 'radio'] }],
    // Everything is served from here; what would come from elsewhere needs a mark.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A title says what the page says, and a name may have 120 characters.
    'long-title': 'off',
    // The style sheet keeps telephone numbers on one line.
    'tel-non-breaking': 'off',
  },
}
