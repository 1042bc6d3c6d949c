import { effect, signal } from "@preact/signals";
import { forget, recall, remember } from "./memory";

export type Theme = "system" | "light" | "dark";

const order: readonly Theme[] = ["system", "light", "dark"];

export const theme = signal<Theme>(order.find((known) => known === recall("theme")) ?? "system");

export function nextTheme(current: Theme): Theme {
  return order[(order.indexOf(current) + 1) % order.length] ?? "system";
}

effect(() => {
  const chosen = theme.value;
  if (chosen === "system") {
    delete document.documentElement.dataset.theme;
    forget("theme");
  } else {
    document.documentElement.dataset.theme = chosen;
    remember("theme", chosen);
  }
});
