import type { Finding, FindingStatus } from "../../core/doctor/finding.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

const STATUS_WIDTH = 9;
const CHECK_WIDTH = 18;

export function draw(
  { check, status, message, hint }: Finding,
  style: Style,
  { spell }: Screen,
): string[] {
  const line =
    TONES[status](style)(status) +
    " ".repeat(STATUS_WIDTH - status.length) +
    plain(check).padEnd(CHECK_WIDTH) +
    plain(message);
  if (hint === null) return [line];
  return [
    line,
    `${" ".repeat(STATUS_WIDTH + CHECK_WIDTH)}${style.quiet(`cure: ${plain(spell(hint))}`)}`,
  ];
}

const TONES: Record<FindingStatus, (style: Style) => (text: string) => string> = {
  ok: (style) => style.good,
  warning: (style) => style.caution,
  problem: (style) => style.bad,
  skipped: (style) => style.quiet,
};
