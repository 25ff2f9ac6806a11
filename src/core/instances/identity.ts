/** `REGION NAME`: names are unique only within a region. */
export function placeKey({ region, name }: { region: string; name: string }): string {
  return `${region} ${name}`;
}

/** Tells an instance from earlier and later ones of the same name. */
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

/** False only if both are known and differ. */
export function mayBeSame(
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  return (one ?? null) === null || (other ?? null) === null || one === other;
}
