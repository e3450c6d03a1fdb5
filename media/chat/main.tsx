import { render } from "preact";
import { App } from "./app";
import "@vscode/codicons/dist/codicon.css";

render(<App />, document.body);
