/** The saving of giving something up; null if its price is unknown. */
export function less(usd: number | null | undefined): number | null {
  return usd === null || usd === undefined ? null : 0 - usd;
}
