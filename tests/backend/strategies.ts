/** Batch job types for the tests, beside those that Medusa brings: `slow-job` and `failing-job`. */
import { setTimeout as sleep } from "node:timers/promises";
import { AbstractBatchJobStrategy, type BatchJobService } from "@medusajs/medusa";
import { type AwilixContainer, asFunction } from "awilix";

interface Cradle {
  batchJobService: BatchJobService;
}

abstract class TestStrategy extends AbstractBatchJobStrategy {
  protected readonly batchJobService_: BatchJobService;

  constructor(cradle: Cradle) {
    super(cradle);
    this.batchJobService_ = cradle.batchJobService;
  }

  protected async contextOf(id: string): Promise<Record<string, unknown>> {
    const service = this.batchJobService_.withTransaction(this.activeManager_);
    return (await service.retrieve(id)).context;
  }

  async buildTemplate(): Promise<string> {
    return "";
  }
}

/** Takes `context.ms` to process, `context.pre_process_ms` to pre-process (both default to 0), and then succeeds. */
class SlowJobStrategy extends TestStrategy {
  static override identifier = "slow-job-strategy";
  static override batchType = "slow-job";

  override async preProcessBatchJob(id: string): Promise<void> {
    await sleep(Number((await this.contextOf(id))["pre_process_ms"] ?? 0));
  }

  async processJob(id: string): Promise<void> {
    await sleep(Number((await this.contextOf(id))["ms"] ?? 0));
    const result = { count: 1, advancement_count: 1, progress: 1 };
    await this.batchJobService_.withTransaction(this.activeManager_).update(id, { result });
  }
}

/** Throws `context.message`, while pre-processing if `context.when` is "pre_process", else while processing. */
class FailingJobStrategy extends TestStrategy {
  static override identifier = "failing-job-strategy";
  static override batchType = "failing-job";

  override async preProcessBatchJob(id: string): Promise<void> {
    const { when, message } = await this.contextOf(id);
    if (when === "pre_process") throw new Error(String(message ?? "failed in pre-processing"));
  }

  /** `context.handled`: as Medusa's own strategies fail, which leaves the error in the job as an object, too. */
  async processJob(id: string): Promise<void> {
    const { message, handled } = await this.contextOf(id);
    await this.atomicPhase_(
      async () => {
        throw new Error(String(message ?? "failed in processing"));
      },
      "REPEATABLE READ",
      async (error: Error) => {
        if (handled) await this.handleProcessingError(id, error, {});
        else throw error;
      },
    );
  }
}

/** What Medusa's plugin loader does for a strategy; it finds only .js files. */
export function registerStrategies(container: AwilixContainer): void {
  for (const Strategy of [SlowJobStrategy, FailingJobStrategy]) {
    const strategy = asFunction((cradle: Cradle) => new Strategy(cradle)).singleton();
    container.register({
      [`batch_${Strategy.identifier}`]: strategy,
      [`batchType_${Strategy.batchType}`]: strategy,
    });
  }
}
