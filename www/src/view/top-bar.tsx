import { useSignal } from "@preact/signals";
import { backend } from "../state/backend";
import { describeFailure } from "../state/failure";
import { signOut, type User } from "../state/session";
import { Icon } from "./icon";
import { Logo } from "./logo";
import { Notice } from "./notice";
import { ThemeToggle } from "./theme-toggle";

export function TopBar({ user }: { user: User }) {
  const failure = useSignal("");
  const leave = async () => {
    try {
      failure.value = "";
      await signOut();
    } catch (error) {
      failure.value = `You are still signed in. ${describeFailure(error)}`;
    }
  };
  return (
    <header class="top">
      <div class="top-bar">
        <Logo />
        <span class="top-title">Batch jobs</span>
        <span class="top-backend">
          {backend.value.replace(/^https?:\/\//, "") || location.host}
        </span>
        <span class="top-user">{user.email}</span>
        <ThemeToggle />
        <button type="button" class="button quiet" onClick={() => void leave()}>
          <Icon name="leave" />
          <span class="top-leave">Sign out</span>
        </button>
      </div>
      {failure.value !== "" && <Notice tone="bad">{failure.value}</Notice>}
    </header>
  );
}
