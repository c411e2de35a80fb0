import type { JSX } from "preact";

/** Props of {@linkcode Presets}. */
export interface PresetsProps {
  presets: readonly { readonly label: string; readonly pressed: boolean; choose(): void }[];
  disabled: boolean;
}

/** States to go to at once. */
export function Presets({ presets, disabled }: PresetsProps): JSX.Element {
  return (
    <div class="fig-line" role="group" aria-label="Presets">
      <span class="fig-label" aria-hidden="true">Try</span>
      {presets.map(({ label, pressed, choose }) => (
        <button
          key={label}
          type="button"
          class="chip"
          disabled={disabled}
          aria-pressed={pressed}
          onClick={choose}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
