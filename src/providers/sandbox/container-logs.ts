import type { ContainerServiceRecord, DeploymentRecord } from "./state/container-service-record.ts";

/** Milliseconds: four days. */
const KEPT = 4 * 86_400_000;

export interface LogEvent {
  /** Its place among all that the service ever says. */
  sequence: number;
  at: number;
  message: string;
}

/** What the service itself says of a container's deployments: nothing is executed. */
export function logEvents(
  service: ContainerServiceRecord,
  container: string,
  now: number,
): LogEvent[] {
  return service.deployments
    .filter(({ containers }) => Object.hasOwn(containers, container))
    .flatMap((it) => eventsOf(service, it))
    .filter(({ at }) => at <= now && at > now - KEPT);
}

function eventsOf({ scale }: ContainerServiceRecord, deployment: DeploymentRecord): LogEvent[] {
  const { version, createdAt, doneAt, failure } = deployment;
  const end =
    failure === undefined
      ? [`Started ${scale} new ${scale === 1 ? "node" : "nodes"}`, "Reached a steady state"]
      : [failure, "Canceled"];
  return ["Creating your deployment", ...end].map((text, index) => ({
    sequence: version * 3 + index,
    at: index === 0 ? createdAt : doneAt,
    message: `[deployment:${version}] ${text}`,
  }));
}

/** Whether the container ran, or is to run, on the service. */
export const hasContainer = ({ deployments }: ContainerServiceRecord, container: string): boolean =>
  deployments.some(({ containers }) => Object.hasOwn(containers, container));

/** All of the terms, any of those with a question mark, and none of those with a minus. */
export function matchesFilter(message: string, pattern: string): boolean {
  const terms = pattern.split(/\s+/).filter((term) => term !== "");
  const marked = (mark: string): string[] =>
    terms.filter((term) => term.startsWith(mark)).map((term) => term.slice(1));
  const optional = marked("?");
  const plain = terms.filter((term) => !/^[?-]/.test(term));
  return (
    plain.every((term) => message.includes(term)) &&
    (optional.length === 0 || optional.some((term) => message.includes(term))) &&
    !marked("-").some((term) => message.includes(term))
  );
}
