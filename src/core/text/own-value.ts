/**
 * A table's own entry. Keys from outside may be any text, and every object has a `constructor`
 * and a `toString` by its prototype.
 */
export function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
