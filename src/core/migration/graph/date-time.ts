/**
 * The forms of a DateTime in Neptune's CSV: a day, and a time to the minute or second, in UTC or with an
 * offset. It keeps no fractions of a second and no names of time zones.
 */
const FORM = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.0+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Seconds since the epoch; null for what a DateTime would not keep whole. Without a zone it is UTC. */
export function secondsOf(text: string): number | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, day = "", minutes = "00:00", seconds = "00", zone = "Z"] = match;
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${day}T${minutes}:${seconds}${offset}`);
  if (Number.isNaN(at)) return null;
  // The 31st of February would become the 3rd of March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? at / 1_000 : null;
}

export function dateTimeText(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}
