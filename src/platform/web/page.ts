// What every page says about itself, and the one way to show one.
import type { Response } from 'express'
import type { Keeper } from './respond.ts'

export interface Head {
  /** What the page is, without the name of the site. */
  title: string
  description?: string
  /** Path and query of the one address of this page; none for pages that have no address of their own. */
  canonical?: string
  robots?: string
  /** The navigation item this page belongs to, by its address. */
  section?: string
  /** The same content in other formats, by path. */
  alternates?: { type: string; href: string; title: string }[]
  /** Whether the page begins with a night hero that the masthead lies over. */
  night?: boolean
  /** Scripts that make the page better, by their plain names. */
  scripts?: string[]
}

/** Renders a view inside the layout and sends it; 200, and for anybody to keep, unless told otherwise. Await it. */
export type Show = (
  res: Response,
  view: string,
  head: Head,
  page: object,
  options?: { status?: number; keeper?: Keeper },
) => Promise<void>
