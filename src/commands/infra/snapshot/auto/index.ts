export { spec as list } from "./list.spec.ts";
export { spec as on } from "./on.spec.ts";
export { spec as off } from "./off.spec.ts";
