/** Words of the language that are no metric's name. */
const WORDS = new Set(
  "by on ignoring without group_left group_right and or unless offset bool inf nan".split(" "),
);

/** The names of metrics in an expression: what is left without labels, functions and durations. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/\{(?:"[^"]*"|[^{}"])*\}/g, "")
    .replaceAll(/"[^"]*"/g, "")
    .replaceAll(/\[[^\]]*\]/g, "")
    .replaceAll(/\b(by|on|ignoring|without|group_left|group_right)\s*\([^()]*\)/g, "")
    .replaceAll(/\$\w+/g, "");
  const names = [...bare.matchAll(/\b[a-zA-Z_:][\w:]*(?!\s*\()(?![\w:])/g)].map(([name]) => name);
  return names.filter((name) => !WORDS.has(name.toLowerCase()));
}
