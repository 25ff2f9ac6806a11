interface InProgress {
  createdAt: number;
  transition: { until: number };
}

/** How far a snapshot is, e.g. `40%`: it grows evenly. */
export function progressOf({ createdAt, transition: { until } }: InProgress, now: number): string {
  const percent = now >= until ? 100 : ((now - createdAt) / (until - createdAt)) * 100;
  return `${Math.floor(percent)}%`;
}
