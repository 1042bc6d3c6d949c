import { endSession, type User } from "../state/session";
import { Dialog } from "./dialog";
import { SignInForm } from "./sign-in-form";

/** Over the page, which stays as it was: what was asked for goes on after the sign-in. */
export function SessionExpired({ user }: { user: User }) {
  return (
    <Dialog title="Your session has expired">
      <p>Sign in again to go on where you were.</p>
      <SignInForm email={user.email} />
      <button type="button" class="button quiet wide" onClick={endSession}>
        Sign out
      </button>
    </Dialog>
  );
}
