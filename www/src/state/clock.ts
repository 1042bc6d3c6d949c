import { signal } from "@preact/signals";

/** The time in whole seconds; only the cells that show an age listen. */
export const now = signal(Date.now());

/** The same in half minutes, for ages that are counted in minutes. */
export const coarseNow = signal(Date.now());

setInterval(() => {
  if (document.hidden) return;
  now.value = Date.now();
  if (now.value - coarseNow.value >= 30_000) coarseNow.value = now.value;
}, 1000);
