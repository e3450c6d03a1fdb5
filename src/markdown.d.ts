/** Markdown files are imported as their text (esbuild's `text` loader): prompts live in files of their own. */
declare module "*.md" {
  const text: string;
  export default text;
}
