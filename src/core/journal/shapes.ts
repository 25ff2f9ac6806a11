/** Checks whether a value in a journal has the form in which a command notes it. */
export type Shape<T> = (value: unknown) => value is T;

/** The notes of a command, by key. */
export type Shapes = Readonly<Record<string, Shape<unknown>>>;

export type Noted<S extends Shapes> = {
  -readonly [K in keyof S]?: S[K] extends Shape<infer T> ? T : never;
};

export const boolean: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

export const number: Shape<number> = (value): value is number => typeof value === "number";

export const string: Shape<string> = (value): value is string => typeof value === "string";

const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

export const listOf =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(shape);

export const strings = listOf(string);

const byKey =
  <T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every(shape);

/** Named, because the type of an inline shape would not be inferred in a definition. */
export const stringOrNull = orNull(string);
export const stringByKey = byKey(string);
export const stringOrNullByKey = byKey(stringOrNull);

export const record =
  <S extends Shapes>(shapes: S): Shape<Required<Noted<S>>> =>
  (value): value is Required<Noted<S>> =>
    isRecord(value) && Object.entries(shapes).every(([key, shape]) => shape(value[key]));

/** The facts that have the expected shape, without the others. */
export function readNoted<S extends Shapes>(
  shapes: S,
  facts: Readonly<Record<string, unknown>>,
): Noted<S> {
  const sound = Object.entries(shapes).filter(
    ([key, shape]) => Object.hasOwn(facts, key) && shape(facts[key]),
  );
  return Object.fromEntries(sound.map(([key]) => [key, facts[key]])) as Noted<S>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
