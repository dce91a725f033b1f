// The little maps beside the choice of how exactly a place is shown.
export interface Showing {
  /** The neighbourhood of an example; '' when it is the place that was typed. */
  example: string
  /** A picture for each choice, by its value. */
  pictures: Record<string, object>
}
