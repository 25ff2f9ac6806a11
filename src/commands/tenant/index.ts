export { spec as create } from "./create.spec.ts";
export { spec as list } from "./list.spec.ts";
export { spec as info } from "./info.spec.ts";
export { spec as place } from "./place.spec.ts";
export { spec as move } from "./move.spec.ts";
export { spec as hibernate } from "./hibernate.spec.ts";
export { spec as wake } from "./wake.spec.ts";
export { spec as destroy } from "./destroy.spec.ts";
