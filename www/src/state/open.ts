import { effect, untracked } from "@preact/signals";
import { clearJobs, refreshJobs } from "./jobs";
import { type Session, session, startSession } from "./session";

/** Ties the states together: signing in loads the jobs, signing out forgets them. */
export function openConsole(): void {
  let shownUser: string | undefined;
  const follow = (now: Session) => {
    if (now.phase === "signed-out") {
      shownUser = undefined;
      clearJobs();
    }
    if (now.phase !== "signed-in") return;
    // Somebody else signed in where a session had expired: the rows on the page are not theirs.
    if (shownUser !== undefined && shownUser !== now.user.id) clearJobs();
    shownUser = now.user.id;
    void refreshJobs();
  };
  effect(() => {
    const now = session.value;
    untracked(() => follow(now));
  });
  void startSession();
}
