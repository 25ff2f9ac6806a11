export { spec as explain } from "./explain.spec.ts";
