/** The newest value of one series. */
export interface MetricSample {
  labels: Readonly<Record<string, string>>;
  /** Finite: a series without such a number is left out. */
  value: number;
}

/** Where a metric source is, and who asks. */
export interface MetricEndpoint {
  /** Without user and password. */
  url: string;
  /** For `Authorization: Bearer`. */
  token?: string | undefined;
}

export interface MetricSource {
  /**
   * What an expression of Prometheus' language gives now: a sample for each series. Throws
   * `endpoint_unreachable`, `invalid_input` for an expression that it refuses, `access_denied`.
   */
  query(expression: string, signal?: AbortSignal): Promise<MetricSample[]>;
}

/** The values of samples by one of their labels; those without it are left out. */
export function valuesBy(label: string, samples: readonly MetricSample[]): [string, number][] {
  return samples.flatMap(({ labels, value }) => {
    const key = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return key === undefined ? [] : [[key, value] as [string, number]];
  });
}
