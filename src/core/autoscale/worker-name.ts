/** The next name for a worker of a pool: its number is above all that are in use. */
export function nextName(pool: string, inUse: Iterable<string>): string {
  const stem = `worker-${pool}-`;
  let highest = 0;
  for (const name of inUse) {
    const number = name.startsWith(stem) ? name.slice(stem.length) : "";
    if (/^\d{1,6}$/.test(number)) highest = Math.max(highest, Number(number));
  }
  return `${stem}${highest + 1}`;
}
