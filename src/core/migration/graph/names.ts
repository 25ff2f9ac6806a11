/**
 * In a header Neptune takes no spaces, commas and line breaks; a colon, quotes and brackets would be read
 * as something else.
 */
const NOT_IN_HEADER = /[\s,:;"'`()[\]\\\p{C}]/gu;
/** Labels of a node are joined by semicolons. */
const NOT_IN_LABEL = /[;\p{Cc}\p{Cs}]/gu;

/** Names as the CSV can hold them; each stays distinct. Names that are fit for it stay as they are. */
export function headerNames(names: readonly string[]): Map<string, string> {
  return distinct(names, (name) => name.replace(NOT_IN_HEADER, "_"));
}

export function labelNames(names: readonly string[]): Map<string, string> {
  return distinct(names, (name) => name.replace(NOT_IN_LABEL, "_"));
}

function distinct(names: readonly string[], fit: (name: string) => string): Map<string, string> {
  const result = new Map<string, string>();
  const good = names.filter((name) => name !== "" && fit(name) === name);
  const taken = new Set(good);
  for (const name of names) {
    if (taken.has(name) && fit(name) === name) {
      result.set(name, name);
      continue;
    }
    const base = fit(name) || "_";
    let free = base;
    for (let number = 2; taken.has(free); number += 1) free = `${base}_${number}`;
    taken.add(free);
    result.set(name, free);
  }
  return result;
}
