// Numbered pages of anything long: the first, the last, and those round the one that is shown.

/** What the pagination partial draws. `address` gives the address of a page by its number. */
export function pagination(page: number, pages: number, address: (number: number) => string) {
  const numbers = [...new Set([1, page - 1, page, page + 1, pages])].filter(n => n >= 1 && n <= pages)
  return {
    previous: page > 1 ? address(page - 1) : '',
    next: page < pages ? address(page + 1) : '',
    pages: numbers.map((number, index) => ({
      number,
      href: address(number),
      current: number === page,
      gap: index > 0 && number - (numbers[index - 1] as number) > 1,
    })),
  }
}
