/** 16-pixel strokes, drawn for this page; decoration only, the words stand beside them. */
const paths = {
  clock: "M8 4.5V8l2.2 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z",
  spinner: "M8 2a6 6 0 1 1-6 6",
  question:
    "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6.4 6.4A1.7 1.7 0 1 1 8.6 8c-.4.2-.6.5-.6.9M8 11.2v.1",
  check: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM5.4 8.2l1.8 1.8 3.4-3.8",
  cross: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6 6l4 4m0-4-4 4",
  stop: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM5.5 8h5",
  refresh: "M13.5 7A5.7 5.7 0 0 0 3.2 5M2.5 9a5.7 5.7 0 0 0 10.3 2M3 2.2V5h2.8M13 13.8V11h-2.8",
  plus: "M8 3v10M3 8h10",
  download: "M8 2.5v7.5m-3-3 3 3 3-3M2.5 12.5v1h11v-1",
  close: "m4 4 8 8m0-8-8 8",
  warning: "M8 2.2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.4v.1",
  sun: "M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7M10.8 8A2.8 2.8 0 1 1 5.2 8a2.8 2.8 0 0 1 5.6 0Z",
  moon: "M13.3 9.6A5.8 5.8 0 1 1 6.4 2.7a4.6 4.6 0 0 0 6.9 6.9Z",
  screen: "M2 3h12v8H2ZM5.5 13.5h5M8 11v2.5",
  leave: "M6.5 2.5h-4v11h4M6 8h7.5m-2.8-2.8L13.5 8l-2.8 2.8",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
