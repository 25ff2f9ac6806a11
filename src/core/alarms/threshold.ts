import { QuantsError } from "../errors.ts";
import { ownValue } from "../text/own-value.ts";
import { type AlarmMetricName, type AlarmUnit, unitOf } from "./metrics.ts";

const FACTORS = { KB: 1e3, MB: 1e6, GB: 1e9 } as const;

const UNIT_TEXTS: Readonly<Record<AlarmUnit, string>> = {
  percent: " %",
  bytes: " bytes",
  bytes_per_second: " bytes/s",
  seconds: " s",
  count: "",
};

/** A threshold as it is typed: `80`, `80%`, `500MB`. Throws `invalid_input`. */
export function parseThreshold(text: string, metric: AlarmMetricName): number {
  const unit = unitOf(metric) ?? "count";
  const [, digits = "", suffix = ""] =
    /^(\d{1,15}(?:\.\d{1,6})?)\s*(%|[KMG]B|s)?$/i.exec(text) ?? [];
  const factor = digits === "" ? null : factorOf(suffix, unit);
  if (factor === null) throw invalid(text, metric, EXPECTED[unit]);
  const value = Number((Number(digits) * factor).toFixed(6));
  if (unit === "percent" && value > 100) throw invalid(text, metric, EXPECTED.percent);
  return value;
}

const EXPECTED: Readonly<Record<AlarmUnit, string>> = {
  percent: "a percentage from 0 to 100, such as 80",
  bytes: "a number of bytes for a period of five minutes or for what is free, such as 500MB",
  bytes_per_second: "a number of bytes a second, such as 2MB",
  seconds: "a number of seconds, such as 600",
  count: "a number that is not negative, such as 1",
};

/** Null where the suffix does not suit the unit. */
function factorOf(suffix: string, unit: AlarmUnit): number | null {
  if (suffix === "") return 1;
  if (suffix === "%") return unit === "percent" ? 1 : null;
  if (suffix.toLowerCase() === "s") return unit === "seconds" ? 1 : null;
  const isBytes = unit === "bytes" || unit === "bytes_per_second";
  return isBytes ? (ownValue<number>(FACTORS, suffix.toUpperCase()) ?? null) : null;
}

function invalid(text: string, metric: string, expected: string): QuantsError {
  return new QuantsError("invalid_input", `"${text}" is no threshold of ${metric}.`, {
    hint: `Give ${expected}.`,
    resource: text,
  });
}

/** `80 %`, `500 MB`, `1`: never rounded. */
export function thresholdText(value: number, metric: string): string {
  const unit = unitOf(metric) ?? "count";
  if (unit === "bytes" || unit === "bytes_per_second") {
    const each = unit === "bytes" ? "" : "/s";
    for (const [name, factor] of Object.entries(FACTORS).toReversed()) {
      const scaled = value / factor;
      if (scaled >= 1 && Number(scaled.toFixed(3)) === scaled) return `${scaled} ${name}${each}`;
    }
  }
  return `${value}${UNIT_TEXTS[unit]}`;
}
