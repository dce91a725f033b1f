// The little maps beside the choice of how exactly a place is shown.
export interface Showing {
  /** The neighbourhood of an example; '' when it is the place that was typed. */
  example: string
  /** A picture for each choice, by its value. */
  pictures: Record<string, object>
}

/** Said when they are of the place that was typed. */
export const OF_YOURS = 'The little maps show what everybody would see of the place you gave.'
