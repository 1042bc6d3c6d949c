import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

export interface NoticeProps {
  readonly tone: "bad" | "plain";
  readonly children: ComponentChildren;
}

export function Notice({ tone, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === "bad" ? "alert" : undefined}>
      <Icon name={tone === "bad" ? "warning" : "question"} />
      <div>{children}</div>
    </div>
  );
}
