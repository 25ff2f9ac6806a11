export { spec as plan } from "./plan.spec.ts";
export { spec as run } from "./run.spec.ts";
export { spec as prune } from "./prune.spec.ts";
