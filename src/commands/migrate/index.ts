export { spec as redis } from "./redis.spec.ts";
export { spec as graph } from "./graph.spec.ts";
export { spec as postgres } from "./postgres.spec.ts";
