/** What is given up costs as much less; null when its price is not known. */
export function less(usd: number | null | undefined): number | null {
  return usd === null || usd === undefined ? null : 0 - usd;
}
