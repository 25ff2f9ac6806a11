/**
 * Whether a text matches a pattern in which `*` stands for any characters and `?` for one. Takes
 * time proportional to the product of their lengths: as a regular expression, `*a*a*a*b` could take
 * forever on a tag that somebody else wrote.
 */
export function globMatches(pattern: string, text: string): boolean {
  const [wanted, given] = [Array.from(pattern), Array.from(text)];
  let [at, position] = [0, 0];
  /**
   * Where to resume when the part after the last `*` does not match: it takes one more character.
   */
  let retry: { at: number; position: number } | null = null;
  while (position < given.length) {
    if (wanted[at] === "*") {
      retry = { at, position };
      at += 1;
    } else if (wanted[at] === "?" || wanted[at] === given[position]) {
      at += 1;
      position += 1;
    } else if (retry === null) {
      return false;
    } else {
      retry.position += 1;
      at = retry.at + 1;
      position = retry.position;
    }
  }
  return wanted.slice(at).every((character) => character === "*");
}
