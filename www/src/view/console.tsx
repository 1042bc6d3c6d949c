import { useSignal } from "@preact/signals";
import type { User } from "../state/session";
import { CreateExport } from "./create-export";
import { FailureBanner } from "./failure-banner";
import { JobList } from "./job-list";
import { Toolbar } from "./toolbar";
import { TopBar } from "./top-bar";

export function Console({ user }: { user: User }) {
  const creating = useSignal(false);
  const create = () => {
    creating.value = true;
  };
  return (
    <>
      <TopBar user={user} />
      {/* Takes the focus when the control that had it is gone. */}
      <main class="content" tabIndex={-1}>
        <Toolbar onCreate={create} />
        <JobList onCreate={create} />
      </main>
      <FailureBanner />
      {creating.value && (
        <CreateExport
          onClose={() => {
            creating.value = false;
          }}
        />
      )}
    </>
  );
}
