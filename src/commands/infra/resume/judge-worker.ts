import { objectOf } from "../../../core/text/json.ts";
import { instanceTarget } from "../../../core/journal/target.ts";
import type { Judge } from "./judge.ts";
import { judgeCreation } from "./judge-instance.ts";

/** Of a command that makes a worker: what became of its server since, whose name it has. */
export const judgeWorker: Judge = (target, look) => {
  if (target.kind !== "worker") return judgeCreation(target, look);
  const server = look.operation.targets.find(
    ({ kind, name }) => kind === "instance" && name === target.name,
  );
  // Without one nothing was made.
  return server === undefined ? Promise.resolve(null) : judgeCreation(instanceTarget(server), look);
};

/** Of `autoscale run`: what it was to give up goes on, whoever has destroyed its server. */
export const judgeScale: Judge = (target, look) => {
  const change = objectOf(look.operation.remembered["change"] ?? look.operation.resuming["change"]);
  return change["action"] === "remove" ? Promise.resolve(null) : judgeWorker(target, look);
};
