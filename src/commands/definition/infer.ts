/** What a command is called with, worked out from its definition. */

type Word<T extends string> = T extends `${infer W} ${string}` ? W : T;
type LongFlag<F extends string> = F extends `${string}--${infer Rest}` ? Word<Rest> : never;
type Bare<W extends string> = W extends `no-${infer Rest}` ? Rest : W;
type Camel<W extends string> = W extends `${infer Head}-${infer Rest}`
  ? `${Head}${Capitalize<Camel<Rest>>}`
  : W;

/** `-k, --key-pair <name>` → `keyPair`; another spelling of an option has none of its own. */
type PropertyOf<O> = O extends { aliasOf: string }
  ? never
  : O extends { property: infer P extends string }
    ? P
    : O extends { flags: infer F extends string }
      ? Camel<Bare<LongFlag<F>>>
      : never;

/** One value, once it is checked and converted. */
type Single<O> = O extends { parse: (text: string) => infer V }
  ? V
  : O extends { choices: readonly (infer C)[] }
    ? C
    : string;

type ValueOf<O> = O extends { count: true }
  ? number
  : O extends { flags: `${string}<${string}` }
    ? O extends { repeat: true }
      ? readonly Single<O>[]
      : Single<O>
    : O extends { flags: `${string}[${string}` }
      ? Single<O> | true
      : boolean;

type Indices<T> = Extract<keyof T, `${number}`>;

type RequiredOptions<O> = {
  [I in Indices<O> as O[I] extends { required: true } ? PropertyOf<O[I]> : never]: ValueOf<O[I]>;
};

type OptionalOptions<O> = {
  [I in Indices<O> as O[I] extends { required: true } ? never : PropertyOf<O[I]>]?: ValueOf<O[I]>;
};

type ArgumentOptions<A> = A extends { as: string }
  ? unknown
  : A extends { name: `<${string}...>` }
    ? { argument: readonly Single<A>[] }
    : A extends { name: `[${string}...]` }
      ? { argument?: readonly Single<A>[] }
      : A extends { name: `<${string}` }
        ? { argument: Single<A> }
        : A extends { name: `[${string}` }
          ? { argument?: Single<A> }
          : unknown;

type Flatten<T> = { [K in keyof T]: T[K] };

interface Parts {
  options: readonly unknown[];
  argument?: unknown;
  extra?: unknown;
  takesFlags?: unknown;
}

/** The options of a command: of its flags, its argument, and what stands behind `--`. */
export type OptionsOf<S extends Parts> = Flatten<
  RequiredOptions<S["options"]> &
    OptionalOptions<S["options"]> &
    ArgumentOptions<S["argument"]> &
    (S["extra"] extends object ? { extra?: readonly string[] } : unknown) &
    (S["takesFlags"] extends true ? { flags: Readonly<Record<string, unknown>> } : unknown) & {
      /** The settings file, unless it is the one of the working folder. */
      config?: string;
      /** Of each record, only the value at this path. */
      field?: string;
    }
>;
