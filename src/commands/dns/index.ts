export { spec as zones } from "./zones.spec.ts";
export { spec as list } from "./list.spec.ts";
export { spec as set } from "./set.spec.ts";
export { spec as remove } from "./remove.spec.ts";
export { spec as export } from "./export.spec.ts";
export { spec as import } from "./import.spec.ts";
