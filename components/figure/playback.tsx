import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Segmented } from "./field.tsx";
import { useAnnouncement, useReducedMotion } from "./playback_hooks.ts";

/** How far a walk goes in a frame. */
export interface Pace {
  readonly value: string;
  /** Such as "tile": what one frame, or one press of the button, goes through. */
  readonly label: string;
  /** Frames a second, at most 10. */
  readonly rate: number;
}

/** Props of {@linkcode Playback}. */
export interface PlaybackProps {
  /** Unique in the page. */
  id: string;
  /** The step that is shown, and the last one; the first is 0. */
  at: number;
  last: number;
  /** Slowest first. */
  paces: readonly Pace[];
  /** The pace to begin with. */
  initialPace: string;
  /** The pace of those who do not want motion: stages, one at a press. */
  stages: string;
  disabled: boolean;
  /** The next step at a pace; `last` at the end. */
  next(at: number, pace: string): number;
  /** A step in words. */
  describe(at: number): string;
  onAt(at: number): void;
}

/**
 * Plays a walk: play and pause, one step, back to the start, and a slider. It stops at the end, and
 * when somebody else moves the walk. Those who want no motion get stages to press through instead.
 */
export function Playback(props: PlaybackProps): JSX.Element {
  const { id, at, last, paces, disabled, next, describe, onAt } = props;
  const [paceName, setPace] = useState(props.initialPace);
  const [playing, setPlaying] = useState(false);
  const still = useReducedMotion();
  const said = useAnnouncement(at, describe);
  const expected = useRef(at);
  const pace = paces.find(({ value }) => value === (still ? props.stages : paceName));
  // What the timer calls is of the latest drawing, so that the walk goes on from there
  const advance = useRef(() => {});
  const go = (to: number) => {
    expected.current = to;
    onAt(to);
  };
  advance.current = () => {
    const to = next(at, pace?.value ?? paceName);
    go(to);
    if (to >= last) setPlaying(false);
  };

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => advance.current(), 1000 / Math.min(pace?.rate ?? 4, 10));
    const stop = () => document.hidden && setPlaying(false);
    document.addEventListener("visibilitychange", stop);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", stop);
    };
  }, [playing, pace]);

  useEffect(() => {
    if (playing && at !== expected.current) setPlaying(false);
  }, [at]);

  const start = () => {
    go(at >= last ? 0 : at);
    setPlaying(true);
  };
  const stepTo = (to: number) => {
    setPlaying(false);
    go(to);
  };
  return (
    <div class="fig-line fig-playback" role="group" aria-label="Walk through the steps">
      {!still && (
        <button
          type="button"
          class="fig-play"
          disabled={disabled}
          onClick={() => playing ? setPlaying(false) : start()}
        >
          <PlayIcon playing={playing} />
          {playing ? "Pause" : "Play"}
        </button>
      )}
      <button
        type="button"
        class="fig-play"
        disabled={disabled}
        // Not taken away at the end, or the focus would go with it
        aria-disabled={at >= last}
        onClick={() => stepTo(next(at, pace?.value ?? paceName))}
      >
        Next {pace?.label}
      </button>
      <button
        type="button"
        class="fig-play"
        disabled={disabled}
        aria-disabled={at === 0}
        onClick={() => stepTo(0)}
      >
        Restart
      </button>
      <span class="fig-number-field fig-walk">
        <label class="visually-hidden" for={`${id}-at`}>Step</label>
        <input
          type="range"
          class="fig-range"
          id={`${id}-at`}
          min={0}
          max={last}
          step={1}
          value={at}
          disabled={disabled}
          aria-valuetext={describe(at)}
          onInput={(event) => stepTo(Number(event.currentTarget.value))}
        />
      </span>
      {!still && (
        <Segmented
          id={`${id}-pace`}
          label="At a time"
          value={paceName}
          options={paces}
          disabled={disabled}
          onChange={setPace}
        />
      )}
      <span class="visually-hidden" aria-live="polite" aria-atomic="true">{said}</span>
    </div>
  );
}

function PlayIcon({ playing }: { playing: boolean }) {
  return (
    <svg class="fig-icon" viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <path fill="currentColor" d={playing ? "M2 1h3v10h-3zM7 1h3v10h-3z" : "M2 1l9 5l-9 5z"} />
    </svg>
  );
}
