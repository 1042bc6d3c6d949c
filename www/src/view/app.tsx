import { session } from "../state/session";
import { Console } from "./console";
import { LiveRegion } from "./live-region";
import { SessionExpired } from "./session-expired";
import { SignInPage } from "./sign-in-page";
import { Unreachable } from "./unreachable";

export function App() {
  return (
    <>
      <CurrentView />
      <LiveRegion />
    </>
  );
}

function CurrentView() {
  const now = session.value;
  switch (now.phase) {
    case "starting":
      return <p class="starting">Connecting…</p>;
    case "unreachable":
      return <Unreachable message={now.message} />;
    case "signed-out":
      return <SignInPage />;
    default:
      return (
        <>
          <Console user={now.user} />
          {now.phase === "expired" && <SessionExpired user={now.user} />}
        </>
      );
  }
}
