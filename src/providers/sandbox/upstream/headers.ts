/** They are about one connection, and there is another one behind it. */
const OF_A_CONNECTION = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "upgrade",
]);

/** What is passed on, in the order and the spelling that it came in. */
export function passedOn(rawHeaders: readonly string[], but: readonly string[] = []): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    const lower = name.toLowerCase();
    if (!OF_A_CONNECTION.has(lower) && !but.includes(lower)) kept.push(name, value);
  }
  return kept;
}

/** Each name once, in lower case. */
export function asRecord(rawHeaders: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    const lower = name.toLowerCase();
    record[lower] = record[lower] === undefined ? value : `${record[lower]}, ${value}`;
  }
  return record;
}
