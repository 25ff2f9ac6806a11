import type { VariantCost } from "../../core/cost/stack/components.ts";
import type { Total } from "../../core/cost/stack/total.ts";
import type {
  CostRow,
  PriceSources,
  StackComparisonRecord,
  StackCostRecord,
} from "../../core/records/stack-cost.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection, type Fact } from "./facts.ts";

export function draw(record: StackCostRecord | StackComparisonRecord, style: Style): string[] {
  return "variants" in record ? drawComparison(record, style) : drawCost(record, style);
}

function drawCost(record: StackCostRecord, style: Style): string[] {
  const { before, after, difference_usd: difference, lines, explained } = record;
  const sign = difference > 0 ? "+" : "";
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Region", plain(record.region)],
    ["Before", totalText(before, style)],
    ["After", totalText(after, style)],
    [
      "Difference",
      `${sign}${usd(difference)} a month${record.difference_complete ? "" : style.caution(", incomplete")}`,
    ],
    ...sourceFacts(record.prices),
  ];
  const head = ["BEFORE", "AFTER", "WHAT", "RESOURCE", ...(explained ? ["HOW"] : [])];
  const isShown = (it: CostRow): boolean => explained || it.status !== "not_counted";
  const rows = lines
    .filter(isShown)
    .map((it) => [
      it.change === "added" ? "-" : amount(it.before_usd, it),
      it.change === "removed" ? "-" : amount(it.after_usd, it),
      it.what,
      it.address,
      ...(explained ? [it.formula] : []),
    ]);
  const hidden = lines.filter((it) => !isShown(it)).length;
  return [
    ...drawFacts(facts, style),
    ...(rows.length > 0 ? drawSection("A month", head, rows, style) : []),
    ...(hidden > 0
      ? ["", style.quiet(`Not counted, as no usage is given: ${hidden} (--explain shows them).`)]
      : []),
  ];
}

function amount(value: number | null, { status }: CostRow): string {
  if (value !== null) return usd(value);
  return status === "priced" ? "-" : status.replace("_", " ");
}

function totalText(total: Total, style: Style): string {
  const { monthly_usd: value, complete, unpriced, not_counted: left } = total;
  const text = `${usd(value)} a month`;
  const uncounted = left === 0 ? "" : `, ${left} by use not counted`;
  return complete
    ? `${text}${uncounted}`
    : `${text}${uncounted}${style.caution(`, ${unpriced} unpriced`)}`;
}

function drawComparison(record: StackComparisonRecord, style: Style): string[] {
  const { variants } = record;
  const components = [
    ...new Set(variants.flatMap((it) => it.components.map(({ component }) => component))),
  ];
  const cell = ({ components: its }: VariantCost, name: string): string => {
    const found = its.find(({ component }) => component === name);
    if (found === undefined) return "-";
    return `${usd(found.monthly_usd)}${found.complete ? "" : " +?"}`;
  };
  const rows = components.map((name) => [name, ...variants.map((it) => cell(it, name))]);
  const total = [
    "total",
    ...variants.map((it) => `${usd(it.monthly_usd)}${it.complete ? "" : " +?"}`),
  ];
  const head = ["A MONTH", ...variants.map(({ name }) => name)];
  return [
    ...drawFacts(
      [
        ["Stack", style.bold(plain(record.stack))],
        ["Region", plain(record.region)],
        ...sourceFacts(record.prices),
      ],
      style,
    ),
    ...drawSection("Variants", head, [...rows, total], style),
    ...(variants.every(({ complete }) => complete)
      ? []
      : ["", style.caution("+? : the price of a part of it is not known")]),
  ];
}

function sourceFacts({ files, oldest, usage_file: usage }: PriceSources): Fact[] {
  return [
    ["Prices", [...files.map(plain), ...(oldest === null ? [] : [`oldest of ${oldest}`])]],
    ["Usage", usage === null ? "no file" : plain(usage)],
  ];
}

const usd = (value: number): string => `${value < 0 ? "-" : ""}$${Math.abs(value).toFixed(2)}`;
