import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** What the random lives ask for chooses what is tried and decides nothing: a fault there breaks no rule. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "samples", {
    shouldIgnore: (path) =>
      path.isObjectProperty() && path.node.key.name === "sample"
        ? "chooses what the random lives try"
        : undefined,
  }),
];
