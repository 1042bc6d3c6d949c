import { startSession } from "../state/session";
import { Notice } from "./notice";
import { Splash } from "./splash";

export function Unreachable({ message }: { message: string }) {
  return (
    <Splash title="No connection">
      <Notice tone="bad">{message}</Notice>
      <button type="button" class="button primary wide" onClick={() => void startSession()}>
        Try again
      </button>
    </Splash>
  );
}
