const RANGE = /\{(\d{1,6})\.\.(\d{1,6})\}/g;
/** More than Lightsail lets an account have in a region, by far. */
const MOST = 2_000;

/**
 * The names that an entry stands for: `web-{1..3}` is web-1, web-2 and web-3; digits are padded
 * as the first number is (`{01..12}`). Null if it is not of that form.
 */
export function expandName(name: string): string[] | null {
  const ranges = [...name.matchAll(RANGE)];
  const [range, ...more] = ranges;
  if (range === undefined) return /[{}]/.test(name) ? null : [name];
  const [whole, from = "", to = ""] = range;
  const [first, last] = [Number(from), Number(to)];
  if (more.length > 0 || first > last || last - first >= MOST) return null;
  const [before, after] = [name.slice(0, range.index), name.slice(range.index + whole.length)];
  if (/[{}]/.test(before + after)) return null;
  const digits = from.startsWith("0") ? from.length : 1;
  return Array.from(
    { length: last - first + 1 },
    (_, index) => before + String(first + index).padStart(digits, "0") + after,
  );
}
