export type FieldValue = string | number | boolean | null;

/** One column: what `--columns` and `--sort` call it, and how a table shows it. */
export interface Field<T> {
  /** The name in `--columns` and `--sort`; the JSON key where there is one of that name. */
  key: string;
  title: string;
  /** For help and documents. */
  about: string;
  value: (item: T) => FieldValue;
  /** How the table writes the value, when not as it is. */
  show?: (value: FieldValue, item: T) => string;
  align?: "right";
  /**
   * Place in the default table; absent means only on demand. On a terminal too narrow
   * for the row, the highest numbers go first; 0 always stays.
   */
  rank?: number;
  /** On a terminal too narrow for it, cut in the middle: a name, never an address or a number. */
  cut?: true;
  /** Coloured by its meaning rather than as plain text. */
  tone?: "status" | "quiet" | "result";
  /** An ISO time, which a person at a terminal reads as how long ago it was. */
  isTime?: true;
}

/** A kind of record that commands list. */
export interface Resource<T> {
  singular: string;
  plural: string;
  fields: readonly Field<T>[];
  /** What `--output name` prints. */
  nameOf: (item: T) => string;
  /** Key of the field that rows are sorted by when nothing else is asked. */
  sort: string;
  /** What all of them come to, for a person: `6 instances, 5 running, $52.00 a month`. */
  total?: (items: readonly T[]) => string;
}

/** The field that a text names by its key or by its column's title, in whatever case. */
export function fieldNamed<T>(resource: Resource<T>, text: string): Field<T> | undefined {
  const lower = text.toLowerCase();
  const isNamed = ({ key, title }: Field<T>): boolean =>
    key === lower || title.toLowerCase() === lower;
  return resource.fields.find(({ key }) => key === text) ?? resource.fields.find(isNamed);
}

/** US dollars with cents, as a price is written. */
export function showUsd(value: FieldValue): string {
  return typeof value === "number" ? `$${value.toFixed(2)}` : "-";
}

/** `+$12.00`, `-$3.65`: by how much something changes. */
export function showDifference(usd: number | null): string {
  if (usd === null) return "unknown";
  return `${usd < 0 ? "-" : "+"}${showUsd(Math.abs(usd))}`;
}

/** `1 instance`, `2 instances`. */
export function counted(count: number, { singular, plural }: { singular: string; plural: string }) {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** What is known of a month's price, and for how many it is not; null when it is for none. */
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
