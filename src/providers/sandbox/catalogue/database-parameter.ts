export interface DatabaseParameterInfo {
  readonly name: string;
  /** The engine's own, when absent. */
  readonly value?: string;
  /** Values and ranges, with commas between them; anything when absent. */
  readonly allowedValues?: string;
  /** Whether it can take effect while the engine runs. */
  readonly applyType: "dynamic" | "static";
  readonly dataType: "boolean" | "integer" | "float" | "string" | "list";
  readonly isModifiable: boolean;
  readonly description: string;
}

type Row = readonly [
  name: string,
  kind: `${"dynamic" | "static" | "fixed"} ${DatabaseParameterInfo["dataType"]}`,
  allowedValues: string,
  description: string,
  value?: string,
];

/** `fixed` ones are static and not modifiable. */
export const parameterTable = (rows: readonly Row[]): readonly DatabaseParameterInfo[] =>
  rows.map(([name, kind, allowedValues, description, value]) => {
    const [change = "", dataType = ""] = kind.split(" ");
    return {
      name,
      ...(value !== undefined && { value }),
      ...(allowedValues !== "" && { allowedValues }),
      applyType: change === "dynamic" ? "dynamic" : "static",
      dataType: dataType as DatabaseParameterInfo["dataType"],
      isModifiable: change !== "fixed",
      description,
    };
  });
