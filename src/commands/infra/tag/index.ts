export { spec as set } from "./set.spec.ts";
export { spec as remove } from "./remove.spec.ts";
