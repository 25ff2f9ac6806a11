export { spec as redis } from "./redis.spec.ts";
export { spec as graph } from "./graph.spec.ts";
