import type { ComponentChildren } from "preact";
import { BackendName } from "./backend-name";
import { Logo } from "./logo";
import { ThemeToggle } from "./theme-toggle";

/** The page before there is a session: one card in the middle. */
export function Splash({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="splash">
      <header class="splash-bar">
        <ThemeToggle />
      </header>
      <main class="card">
        <div class="card-brand">
          <Logo />
          <span>Batch jobs</span>
        </div>
        <h1>{title}</h1>
        <BackendName />
        {children}
      </main>
    </div>
  );
}
