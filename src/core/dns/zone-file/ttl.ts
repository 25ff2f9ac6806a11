const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
const MOST = 2 ** 31 - 1;

/** A time to live in seconds: `3600`, `1h`, `1h30m`; null for what is none. */
export function ttlSeconds(text: string): number | null {
  if (!/^(?:\d{1,10}|(?:\d{1,10}[smhdw])+)$/i.test(text)) return null;
  const parts = text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g);
  const seconds = [...parts].reduce(
    (all, [, count, unit]) => all + Number(count) * SECONDS[(unit || "s") as keyof typeof SECONDS],
    0,
  );
  return seconds <= MOST ? seconds : null;
}
