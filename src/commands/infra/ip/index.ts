export { spec as list } from "./list.spec.ts";
export { spec as allocate } from "./allocate.spec.ts";
export { spec as attach } from "./attach.spec.ts";
export { spec as detach } from "./detach.spec.ts";
export { spec as release } from "./release.spec.ts";
export { spec as move } from "./move.spec.ts";
