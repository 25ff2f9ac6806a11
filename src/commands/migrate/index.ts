export { spec as redis } from "./redis.spec.ts";
