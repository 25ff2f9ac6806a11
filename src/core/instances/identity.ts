/** `REGION NAME`: a name is one thing's within its region only. */
export function placeKey({ region, name }: { region: string; name: string }): string {
  return `${region} ${name}`;
}

/** Tells what has a name now from what had it before, or will. */
export function identityOf({
  arn,
  created_at,
  name,
}: {
  arn: string | null;
  created_at: string | null;
  name: string;
}): string {
  return arn ?? created_at ?? name;
}

/** False only when both are known, and differ. */
export function mayBeSame(
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  return (one ?? null) === null || (other ?? null) === null || one === other;
}
