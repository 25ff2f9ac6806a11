import type { JournalOperation } from "../../core/journal/operation.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

export function draw(operation: JournalOperation, style: Style): string[] {
  const { error, calls, steps } = operation;
  const facts: Fact[] = [
    ["Id", style.bold(plain(operation.id))],
    ["Command", plain(operation.command)],
    ["Status", plain(operation.status)],
    ["Began", plain(operation.started_at)],
    ["Ended", plain(operation.ended_at ?? "-")],
    ["Provider", plain(operation.provider)],
    ...(operation.profile === null ? [] : [["Profile", plain(operation.profile)] as const]),
    ...(operation.account === null ? [] : [["Account", plain(operation.account)] as const]),
    ["Options", plain(JSON.stringify(operation.options))],
  ];
  if (error !== null) facts.push(["Error", plain(`${error.code}: ${error.message}`)]);
  if (steps.length > 0) facts.push(["Steps", steps.map(plain)]);
  const rows = calls.map((call) => [
    String(call.n),
    call.operation,
    call.region,
    call.resource ?? "-",
    call.outcome ?? "no answer",
    call.request_id ?? "-",
  ]);
  return [
    ...drawFacts(facts, style),
    ...drawSection(
      "Calls",
      ["#", "OPERATION", "REGION", "ABOUT", "OUTCOME", "REQUEST ID"],
      rows,
      style,
    ),
  ];
}
