export { spec as add } from "./add.spec.ts";
export { spec as list } from "./list.spec.ts";
export { spec as info } from "./info.spec.ts";
export { spec as drain } from "./drain.spec.ts";
export { spec as remove } from "./remove.spec.ts";
