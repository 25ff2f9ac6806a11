/**
 * A command line as words, the way a shell splits it: blanks and line ends separate words, and
 * quotes hold one together. Nothing else has a meaning: no backslash, no variable, no pattern.
 */
export function words(line: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const [part] of line.matchAll(/\s+|"[^"]*"|'[^']*'|[^\s"']+|["']/g)) {
    if (part === '"' || part === "'") throw new Error(`A quote is left open in: ${line}`);
    if (/^\s/.test(part)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + (/^["']/.test(part) ? part.slice(1, -1) : part);
    }
  }
  return word === undefined ? found : [...found, word];
}
