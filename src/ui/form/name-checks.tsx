import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";

interface NameChecksProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly picked: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => Text | null;
}

/** A box to tick for each name; those picked stay in the order of the names. */
export function NameChecks({ label, names, picked, isDisabled, onChange }: NameChecksProps): ReactNode {
  // A name that the project has and the data has not must be seen, or it could not be taken away.
  const all = [...new Set([...names, ...picked])];
  return (
    <fieldset className="name-checks" disabled={isDisabled}>
      <legend className="visually-hidden">{label}</legend>
      {all.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={picked.includes(name)}
            onChange={(event) => {
              onChange(all.filter((each) => (each === name ? event.target.checked : picked.includes(each))));
            }}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
