export { spec as start } from "./start.spec.ts";
export { spec as stop } from "./stop.spec.ts";
export { spec as status } from "./status.spec.ts";
export { spec as env } from "./env.spec.ts";
export { spec as seed } from "./seed.spec.ts";
export { spec as reset } from "./reset.spec.ts";
