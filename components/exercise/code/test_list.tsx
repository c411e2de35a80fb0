import type { JSX } from "preact";
import { Icon } from "@/components/exercise/icon.tsx";
import { RichText } from "@/components/rich_text.tsx";
import {
  callText,
  expectedText,
  type PreparedTest,
  type TestVerdict,
} from "@/lib/course/exercise/mod.ts";

/** Props of {@linkcode TestList}. */
export interface TestListProps {
  entry: string;
  tests: readonly PreparedTest[];
  /** Of the last run, if there was one. */
  verdicts: readonly (TestVerdict | undefined)[];
}

type State = "passes" | "fails" | "not run";

/** The tests, and how each came out. Hidden ones show their numbers once all others pass. */
export function TestList({ entry, tests, verdicts }: TestListProps): JSX.Element {
  const isRevealed = tests.every(({ hidden }, i) => hidden || verdicts[i]?.passed);
  const wasRun = verdicts.some((verdict) => verdict !== undefined);
  return (
    <ul class="ex-tests" aria-label="Tests">
      {tests.map((test, i) => {
        const verdict = verdicts[i];
        const state: State = verdict === undefined
          ? "not run"
          : verdict.passed
          ? "passes"
          : "fails";
        const isShown = !test.hidden || (isRevealed && verdict !== undefined);
        return (
          <li key={i} class="ex-test" data-test={state}>
            {state === "not run"
              ? <span class="ex-test-ring" aria-hidden="true" />
              : <Icon name={state === "passes" ? "right" : "wrong"} />}
            <div class="ex-test-body">
              <p>
                <span class="ex-test-name">{test.name}</span>{" "}
                {(wasRun || test.hidden) && (
                  <span class="ex-test-state">
                    {wasRun && test.hidden && verdict === undefined
                      ? "hidden until the others pass"
                      : wasRun
                      ? state
                      : "hidden"}
                  </span>
                )}
              </p>
              {isShown && <Numbers entry={entry} test={test} verdict={verdict} />}
              {isShown && verdict && !verdict.passed && test.why.length > 0 && (
                <div class="ex-test-why">
                  <RichText nodes={test.why} />
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Numbers(
  { entry, test, verdict }: {
    entry: string;
    test: PreparedTest;
    verdict: TestVerdict | undefined;
  },
): JSX.Element {
  return (
    <>
      <dl class="ex-test-numbers">
        <dt>Call</dt>
        <dd>
          <code>{callText(entry, test)}</code>
        </dd>
        <dt>Expected</dt>
        <dd>
          <code>{expectedText(test)}</code>
        </dd>
        {verdict && (
          <>
            <dt>Returned</dt>
            <dd>
              <code>{verdict.returned}</code>
            </dd>
          </>
        )}
      </dl>
      {verdict?.problem && <p class="ex-test-problem">{verdict.problem}</p>}
    </>
  );
}
