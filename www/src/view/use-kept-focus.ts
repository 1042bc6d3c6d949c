import { useEffect, useRef } from "preact/hooks";

/**
 * A job that ends loses its Cancel button, and under a filter its row. When the focus goes with
 * it, it moves to the row, or to the filter, instead of falling back to the top of the page.
 */
export function useKeptFocus() {
  const row = useRef<HTMLElement | undefined>(undefined);
  useEffect(() => {
    if (!row.current || document.activeElement !== document.body) return;
    if (row.current.isConnected) row.current.focus();
    else document.querySelector<HTMLElement>(".chip[aria-current]")?.focus();
  });
  return {
    onFocusIn: (event: FocusEvent) => {
      row.current = elementOf(event)?.closest<HTMLElement>("tr[tabindex]") ?? undefined;
    },
    onFocusOut: (event: FocusEvent) => {
      const left = elementOf(event);
      // Engines differ in whether a removed element still says so; by the next frame it is clear.
      requestAnimationFrame(() => {
        const within = row.current?.contains(document.activeElement);
        if (left?.isConnected && !within && document.activeElement !== document.body) {
          row.current = undefined;
        }
      });
    },
  };
}

function elementOf(event: FocusEvent): Element | undefined {
  return event.target instanceof Element ? event.target : undefined;
}
