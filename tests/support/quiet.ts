// A stray word on the console fails the test that let it out.
import { afterEach, expect, vi } from 'vitest'

const complaints: unknown[][] = []
for (const method of ['error', 'warn'] as const) {
  vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
    complaints.push(words)
  })
}

afterEach(() => {
  const heard = complaints.splice(0)
  expect(heard, 'nothing is written to the console').toEqual([])
})
