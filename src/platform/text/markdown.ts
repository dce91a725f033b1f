// Markdown from outside made into HTML that can hold no tag, script or picture of its writer's.
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'image',
  // A definition used again and again would make a page of megabytes out of a few words.
  'reference',
  'html_block',
  'html_inline',
  // Its columns are set straight by styles in the markup, which no page here may have.
  'table',
])
// The page has its own headings above; a description begins below them.
markdown.renderer.rules.heading_open = (tokens, index) => `<${belowPage(tokens[index]?.tag)}>`
markdown.renderer.rules.heading_close = (tokens, index) => `</${belowPage(tokens[index]?.tag)}>\n`
// `https://bank.example@elsewhere.example` goes elsewhere, whatever it looks like.
const HIDES_ITS_HOST = /^\s*https?:[\\/]*[^\\/?#]*(?:@|%40)/i
markdown.renderer.rules.link_open = (tokens, index, options, _, self) => {
  tokens[index]?.attrSet('rel', 'nofollow ugc noopener')
  return self.renderToken(tokens, index, options)
}
markdown.validateLink = address =>
  /^(https?:\/\/|mailto:)/i.test(address.trim()) && !HIDES_ITS_HOST.test(address)

/** HTML of a text; only `http`, `https` and `mailto` links live, and a first heading becomes an `<h3>`. */
export function markdownToHtml(text: string): string {
  return markdown.render(text)
}

function belowPage(tag = 'h1'): string {
  return `h${Math.min(6, Number(tag.slice(1)) + 2)}`
}
