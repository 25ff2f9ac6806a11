export { spec as list } from "./list.spec.ts";
export { spec as create } from "./create.spec.ts";
export { spec as import } from "./import.spec.ts";
export { spec as rotate } from "./rotate.spec.ts";
export { spec as delete } from "./delete.spec.ts";
