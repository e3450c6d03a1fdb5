import { fileTraces } from "./fileTraces";
import type { Trace } from "./trace";

/** Where in a file a trace begins, as a share of its lines. */
interface Source {
  readonly path: string;
  readonly at: readonly number[];
}

/**
 * Files people wrote, in ten languages: of packages that this project installs in fixed versions, and of the project
 * itself where no package has its language. Most places lie deep enough that the whole prompt budget is used.
 */
const sources: readonly Source[] = [
  { path: "node_modules/openai/src/helpers/decisions-tool-runner.ts", at: [0.4, 0.75] },
  { path: "node_modules/openai/src/auth/workload-identity-auth.ts", at: [0.5] },
  { path: "src/chat/sessions.ts", at: [0.4, 0.6, 0.8] },
  { path: "media/chat/transcript.tsx", at: [0.4, 0.75] },
  { path: "media/chat/app.tsx", at: [0.55, 0.8] },
  { path: "node_modules/mocha/lib/runner.js", at: [0.35, 0.6, 0.85] },
  { path: "node_modules/undici/lib/dispatcher/client-h1.js", at: [0.3, 0.5, 0.8] },
  { path: "node_modules/preact/src/diff/index.js", at: [0.5, 0.75] },
  { path: "node_modules/pygmentize-bundled/vendor/pygments/pygments/lexer.py", at: [0.45, 0.8] },
  { path: "node_modules/pygmentize-bundled/vendor/pygments/pygments/formatters/html.py", at: [0.6, 0.85] },
  { path: "node_modules/pygmentize-bundled/vendor/pygments/pygments/cmdline.py", at: [0.7] },
  { path: "node_modules/pygmentize-bundled/test-fixtures/active_model.rb", at: [0.6] },
  { path: "node_modules/cordova-plugin-file/src/android/FileUtils.java", at: [0.4, 0.6, 0.8] },
  { path: "node_modules/cordova-plugin-file/src/android/LocalFilesystem.java", at: [0.65] },
  { path: "node_modules/cordova-plugin-file/src/ios/CDVFile.m", at: [0.3, 0.6] },
  { path: "node_modules/nan/nan.h", at: [0.4, 0.65, 0.85] },
  { path: "node_modules/nan/nan_callbacks_12_inl.h", at: [0.5] },
  { path: "node_modules/mocha/mocha.css", at: [0.5] },
  { path: "node_modules/undici/docs/docs/api/Dispatcher.md", at: [0.3, 0.6] },
];

/** The bench's own traces. @throws Error where a file is missing: `npm install` brings all of them */
export function benchTraces(): readonly Trace[] {
  return sources.flatMap(({ path, at }) => fileTraces(path, at));
}
