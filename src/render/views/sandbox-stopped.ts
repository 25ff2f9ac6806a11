import { type StoppedServer } from "../../core/records/sandbox.ts";

export function draw({ endpoint, pid }: StoppedServer): string[] {
  return [
    endpoint === null
      ? "No sandbox server runs."
      : `Sandbox at ${endpoint} stopped, process ${pid}`,
  ];
}
