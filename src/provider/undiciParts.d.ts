// The parts of undici 7.30.2 that undiciDispatchers.ts loads one by one, with the types of the public package.
// Why not the package itself: see there.

declare module "undici/lib/dispatcher/dispatcher.js" {
  export { Dispatcher as default } from "undici";
}
declare module "undici/lib/dispatcher/client.js" {
  export { Client as default } from "undici";
}
declare module "undici/lib/core/connect.js" {
  export { buildConnector as default } from "undici";
}
declare module "undici/lib/api/index.js" {
  const methods: Readonly<Record<"request" | "connect", (...parameters: never[]) => unknown>>;
  export default methods;
}
