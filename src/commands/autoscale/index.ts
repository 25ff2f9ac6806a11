export { spec as run } from "./run.spec.ts";
