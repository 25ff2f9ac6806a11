import { QuantsError } from "../../core/errors.ts";

export interface Page<T> {
  items: readonly T[] | undefined;
  /** Missing or empty on the last page. */
  next: string | undefined;
}

/**
 * The items of every page. The number of pages is not limited, but a token that comes
 * twice would go on for ever and is an error, never a short list.
 */
export async function allPages<T>(
  read: (pageToken: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await read(token);
    for (const item of listOf(page)) items.push(item);
    token = page.next || undefined;
    if (token !== undefined && seen.has(token)) {
      throw new QuantsError("failed", "Lightsail sent the same page of a list again and again.", {
        hint: "Repeat the command. If it goes on, the endpoint does not page as Lightsail does.",
        retryable: true,
      });
    }
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
  return items;
}

function listOf<T>({ items = [] }: Page<T>): readonly T[] {
  const isList = Array.isArray(items) && items.every((it) => it !== null);
  if (isList) return items;
  throw new QuantsError(
    "endpoint_unreachable",
    "Lightsail's answer has no list where one belongs.",
    {
      hint: "Check AWS_ENDPOINT_URL or --endpoint-url: something else seems to answer there.",
    },
  );
}
