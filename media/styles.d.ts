/** Style sheets are imported for esbuild, which gathers them in dist/chat.css. */
declare module "*.css";
