export type FieldValue = string | number | boolean | null;

/** One column: its name in `--columns` and `--sort`, and how a table shows it. */
export interface Field<T> {
  /** The name in `--columns` and `--sort`; the JSON key if there is one. */
  key: string;
  title: string;
  /** For help and documents. */
  about: string;
  value: (item: T) => FieldValue;
  /** How the table shows the value; by default unchanged. */
  show?: (value: FieldValue, item: T) => string;
  align?: "right";
  /**
   * Rank in the default table; without one, the column appears only on demand. On a narrow terminal
   * the highest ranks are dropped first; 0 always stays.
   */
  rank?: number;
  /** Cut in the middle on a narrow terminal: only for names, never for addresses or numbers. */
  cut?: true;
  /** Coloured by its meaning. */
  tone?: "status" | "quiet" | "result";
  /** An ISO time, shown as an age to a person at a terminal. */
  isTime?: true;
}

/** A kind of record that commands list. */
export interface Resource<T> {
  singular: string;
  plural: string;
  fields: readonly Field<T>[];
  /** What `--output name` prints. */
  nameOf: (item: T) => string;
  /** Key of the field that rows are sorted by, by default. */
  sort: string;
  /** A summary of all of them, for a person: `6 instances, 5 running, $52.00 a month`. */
  total?: (items: readonly T[]) => string;
}

/** The field with this key or column title, in any case. */
export function fieldNamed<T>(resource: Resource<T>, text: string): Field<T> | undefined {
  const lower = text.toLowerCase();
  const isNamed = ({ key, title }: Field<T>): boolean =>
    key === lower || title.toLowerCase() === lower;
  return resource.fields.find(({ key }) => key === text) ?? resource.fields.find(isNamed);
}

/** US dollars with cents. */
export function showUsd(value: FieldValue): string {
  return typeof value === "number" ? `$${value.toFixed(2)}` : "-";
}

/** `+$12.00`, `-$3.65`: a change of a price. */
export function showDifference(usd: number | null): string {
  if (usd === null) return "unknown";
  return `${usd < 0 ? "-" : "+"}${showUsd(Math.abs(usd))}`;
}

/** `1 instance`, `2 instances`. */
export function counted(count: number, { singular, plural }: { singular: string; plural: string }) {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** The sum of the known monthly prices, and how many are unknown; null if none is known. */
export function totalPrice(prices: readonly (number | null)[]): string | null {
  const known = prices.filter((it) => it !== null);
  if (known.length === 0) return null;
  const sum = known.reduce((a, b) => a + b, 0);
  const missing = prices.length - known.length;
  const rest = missing === 0 ? "" : `, and ${missing} without a known price`;
  return `${showUsd(sum)} a month${rest}`;
}

export function sortKey(sort: string): string {
  return sort.replace(/^-/, "");
}

export function showTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`))
    .join(",");
}
