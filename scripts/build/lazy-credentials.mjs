/**
 * Replaces the SDK's credential chain where the SDK's client imports it: the same chain, loaded on
 * first use, which with keys in the environment never happens.
 */
export const defaultProvider = (init) => {
  let provider;
  return async (properties) => {
    provider ??= import("@aws-sdk/credential-provider-node").then((it) => it.defaultProvider(init));
    return (await provider)(properties);
  };
};
