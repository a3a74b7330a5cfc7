/** A pick from a list whose entries may carry a sentence of their own; the browser's own select cannot show one. */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { Icon } from "./icons.tsx";
import type { Choice } from "./segmented.tsx";
import "./select.css";

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const chosen = props.choices.find((choice) => choice.value === props.value);
  return (
    <AriaSelect
      className="select"
      value={props.value}
      isDisabled={props.isDisabled === true}
      onChange={(key) => {
        const next = props.choices.find((choice) => choice.value === key);
        if (next !== undefined) props.onChange(next.value);
      }}
    >
      <Label className={props.isLabelHidden === true ? "visually-hidden" : "field-label"}>{props.label}</Label>
      <AriaButton className="select-button">
        <SelectValue className="select-value">{() => chosen?.label ?? props.value}</SelectValue>
        <Icon name="chevron" size={16} />
      </AriaButton>
      <Popover className="select-popover">
        <ListBox className="select-list">
          {bySection(props.choices).map(({ section, choices }) =>
            section === undefined ? (
              choices.map((choice) => <Item key={choice.value} choice={choice} />)
            ) : (
              <ListBoxSection key={section}>
                <Header className="select-section">{section}</Header>
                {choices.map((choice) => (
                  <Item key={choice.value} choice={choice} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

function Item({ choice }: { readonly choice: Choice<string> }): ReactNode {
  return (
    <ListBoxItem id={choice.value} textValue={choice.label} className="select-item">
      <Text slot="label" className="select-item-label">
        {choice.label}
      </Text>
      {choice.summary !== undefined && (
        <Text slot="description" className="select-item-summary">
          {choice.summary}
        </Text>
      )}
    </ListBoxItem>
  );
}

interface Section {
  readonly section: string | undefined;
  readonly choices: readonly Choice<string>[];
}

/** Choices that follow each other under the same heading. */
function bySection(choices: readonly Choice<string>[]): readonly Section[] {
  return choices.reduce<readonly Section[]>((sections, choice) => {
    const last = sections[sections.length - 1];
    return last !== undefined && last.section === choice.section
      ? [...sections.slice(0, -1), { ...last, choices: [...last.choices, choice] }]
      : [...sections, { section: choice.section, choices: [choice] }];
  }, []);
}
