// The parts of undici 7.30.2 that undiciDispatchers.ts loads one by one, with the types of the public package.
// Why not the package itself: see there.

declare module "undici/lib/dispatcher/dispatcher.js" {
  export { Dispatcher as default } from "undici";
}
declare module "undici/lib/dispatcher/agent.js" {
  export { Agent as default } from "undici";
}
declare module "undici/lib/dispatcher/pool.js" {
  export { Pool as default } from "undici";
}
declare module "undici/lib/dispatcher/proxy-agent.js" {
  export { ProxyAgent as default } from "undici";
}
declare module "undici/lib/api/index.js" {
  const methods: Readonly<Record<"request" | "connect", (...parameters: never[]) => unknown>>;
  export default methods;
}
