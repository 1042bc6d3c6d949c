/**
 * The page and the package in Chromium, against a real Medusa. One file, so that one backend and one browser serve
 * all of it; the subjects lie beside it.
 */
import { after, before } from "node:test";
import { accessibility } from "./accessibility.ts";
import { goingWrong } from "./going-wrong.ts";
import { packageInChromium } from "./package.ts";
import { signingIn } from "./signing-in.ts";
import { openStage } from "./stage.ts";
import { working } from "./working.ts";

let opened: Awaited<ReturnType<typeof openStage>>;
before(async () => {
  opened = await openStage();
});
after(async () => {
  await opened.close();
});

const stage = () => opened;
signingIn(stage);
// Before the others: an empty list and few rows are among what it looks at.
accessibility(stage);
working(stage);
goingWrong(stage);
packageInChromium(stage);
