/** Once in a calendar month, which is what is billed. */
export const canChangeBundle = (
  { bundleSince }: { bundleSince?: number | undefined },
  now: number,
): boolean => bundleSince === undefined || monthOf(bundleSince) !== monthOf(now);

const monthOf = (time: number): string => new Date(time).toISOString().slice(0, 7);
