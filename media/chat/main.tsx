import { render } from "preact";
// Before our own styles, which change the size of some icons.
import "@vscode/codicons/dist/codicon.css";
import { App } from "./app";

render(<App />, document.body);
