import { QuantsError } from "../../core/errors.ts";

/** Many times what an account may have; an endless list must not fill the memory. */
const MOST_PAGES = 5_000;

export interface Page<T> {
  items: readonly T[] | undefined;
  /** Missing or empty on the last page. */
  next: string | undefined;
}

/** The items of all pages. A repeated token, or endless pages, are an error, never a short list. */
export async function allPages<T>(
  read: (pageToken: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await read(token);
    for (const item of listOf(page.items)) items.push(item);
    token = page.next || undefined;
    if (token !== undefined && seen.has(token)) {
      throw new QuantsError("failed", "Lightsail sent the same page of a list repeatedly.", {
        hint: "Repeat the command. If it keeps failing, the endpoint does not page as Lightsail does.",
        retryable: true,
      });
    }
    if (token !== undefined) seen.add(token);
    if (seen.size > MOST_PAGES) {
      throw new QuantsError("failed", `Lightsail's list has more than ${MOST_PAGES} pages.`, {
        hint: "Check the endpoint: no account has that many.",
      });
    }
  } while (token !== undefined);
  return items;
}

/** The list in an answer. One without it did not come from Lightsail, which sends an empty list. */
export function listOf<T>(items: readonly T[] | undefined): readonly T[] {
  const isList = Array.isArray(items) && items.every((it) => it !== null);
  if (isList) return items as readonly T[];
  throw new QuantsError("endpoint_unreachable", "Lightsail's answer lacks an expected list.", {
    hint: "Check AWS_ENDPOINT_URL or --endpoint-url: something else seems to answer there.",
  });
}
