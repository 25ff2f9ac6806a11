export { spec as start } from "./start.spec.ts";
export { spec as status } from "./status.spec.ts";
export { spec as resume } from "./resume.spec.ts";
export { spec as promote } from "./promote.spec.ts";
export { spec as abort } from "./abort.spec.ts";
