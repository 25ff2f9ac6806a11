/**
 * Input shapes as data, in the terms of the service's own model.
 * `validate.ts` interprets them; `Infer` gives a handler its type.
 */
export interface StringShape<T extends string = string> {
  readonly kind: "string";
  readonly enum?: readonly T[];
  /** The enum's values in any case; the handler sees them as declared. */
  readonly ignoreCase?: true;
  readonly pattern?: RegExp;
  readonly min?: number;
  readonly max?: number;
}

export interface IntegerShape {
  readonly kind: "integer";
  readonly min?: number;
  readonly max?: number;
}

export interface NumberShape {
  readonly kind: "number";
}

export interface BooleanShape {
  readonly kind: "boolean";
}

/** Seconds since the epoch, with a fraction: JSON's form of the model's timestamps. */
export interface TimestampShape {
  readonly kind: "timestamp";
}

export interface ListShape<S extends Shape = Shape> {
  readonly kind: "list";
  readonly of: S;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape<S extends Shape = Shape> {
  readonly kind: "map";
  readonly of: S;
}

export interface StructureShape<M extends Members = Members> {
  readonly kind: "structure";
  readonly members: M;
}

// The recursive members are spelled out: an alias may not refer to itself in its arguments.
export type Shape =
  | StringShape
  | IntegerShape
  | NumberShape
  | BooleanShape
  | TimestampShape
  | { readonly kind: "list"; readonly of: Shape; readonly min?: number; readonly max?: number }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "structure"; readonly members: Members };

export interface Members {
  readonly [name: string]: Shape & { readonly required?: true };
}

type RequiredKeys<M extends Members> = {
  [K in keyof M]: M[K] extends { readonly required: true } ? K : never;
}[keyof M];

/** What a handler receives for a shape, after validation. */
export type Infer<S> = S extends { kind: "structure"; members: infer M extends Members }
  ? { [K in RequiredKeys<M>]: Infer<M[K]> } & {
      [K in Exclude<keyof M, RequiredKeys<M>>]?: Infer<M[K]> | undefined;
    }
  : S extends { kind: "list"; of: infer O }
    ? Infer<O>[]
    : S extends { kind: "map"; of: infer O }
      ? Record<string, Infer<O>>
      : S extends StringShape<infer T>
        ? T
        : S extends { kind: "integer" | "number" | "timestamp" }
          ? number
          : S extends { kind: "boolean" }
            ? boolean
            : never;

type StringOptions = Omit<StringShape, "kind" | "enum" | "ignoreCase">;

export const string = (options: StringOptions = {}): StringShape => ({
  kind: "string",
  ...options,
});

export const enumeration = <const T extends string>(
  values: readonly T[],
  options: { ignoreCase?: true } = {},
): StringShape<T> => ({ kind: "string", enum: values, ...options });

export const integer = (options: Omit<IntegerShape, "kind"> = {}): IntegerShape => ({
  kind: "integer",
  ...options,
});

/** With a fraction or without. */
export const number = (): NumberShape => ({ kind: "number" });

export const boolean = (): BooleanShape => ({ kind: "boolean" });

export const timestamp = (): TimestampShape => ({ kind: "timestamp" });

export const list = <S extends Shape>(
  of: S,
  options: { min?: number; max?: number } = {},
): ListShape<S> => ({ kind: "list", of, ...options });

export const map = <S extends Shape>(of: S): MapShape<S> => ({ kind: "map", of });

export const structure = <M extends Members>(members: M): StructureShape<M> => ({
  kind: "structure",
  members,
});

export const required = <S extends Shape>(shape: S): S & { readonly required: true } => ({
  ...shape,
  required: true,
});
