/**
 * The console page.
 *
 * Framework: Preact with signals, about 8 KB gzip together. A table that refreshes while somebody
 * has the focus in one of its rows needs keyed reconciliation, and that is most of what Preact is;
 * signals let one cell's clock tick without rendering the table. lit-html is smaller by 2 KB but
 * builds its templates through innerHTML (a Trusted Types policy would be needed) and leaves
 * template expressions unchecked by TypeScript. Preact makes every node with createElement and
 * sets styles through the CSSOM, so the page runs under `default-src 'self'` as it is.
 *
 * Rooms: state/ knows the backend and holds what is true (no markup), job/ turns one job into
 * words and numbers (pure), view/ shows both (one component a file). Only state/session.ts
 * touches the client.
 */
import { render } from "preact";
import { openConsole } from "./state/open";
import { App } from "./view/app";

const page = document.getElementById("page");
if (!page) throw new Error("index.html has no #page to render into");

openConsole();
render(<App />, page);
