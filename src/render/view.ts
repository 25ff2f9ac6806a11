import type { Resource } from "../core/fields/field.ts";
import type { FailedTarget } from "../core/records/failed-target.ts";
import type { Screen } from "./screen.ts";
import type { Style } from "./style.ts";

/** How one record is drawn for a person. What every module in render/views/ of a report exports. */
export interface View<T> {
  draw: (record: T, style: Style, screen: Screen) => readonly string[];
  /** How several are drawn together; without it one is drawn below the other. */
  table?: Resource<T | FailedTarget>;
}
