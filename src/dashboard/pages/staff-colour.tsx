import { ColorSwatch, Group, Stack, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useWords } from "#dashboard/words/language.tsx";
import { rgbOf } from "#domain/staff/cloth.ts";
import { oklabOf } from "#domain/staff/oklab.ts";
import { PALETTE, type PaletteColour } from "./staff-palette.ts";
import { staffWords } from "./staff-words.ts";

/** A garment as the deployment writes it: one colour, or how much of it has which. */
export type ClothText = string | readonly { readonly colour: string; readonly share: number }[];

/** Below this chroma (OKLab) a colour is what most people wear: black, grey, white, beige, brown, navy. */
const CHROMA_STRONG_MIN = 0.1;
/** What "another colour" begins with. */
const OTHER_FIRST = "#4f46e5";

/** A colour of cloth: from a palette, any other, or none. A garment that a camera measured stays as it is until another is chosen. */
export function ColourChoice({
  label,
  note,
  value,
  onChange,
}: {
  readonly label: string;
  readonly note?: string;
  readonly value: ClothText | undefined;
  readonly onChange: (value: ClothText | undefined) => void;
}) {
  const words = useWords(staffWords);
  const labelId = useId();
  const colour = typeof value === "string" ? value.toLowerCase() : undefined;
  const known = Object.values(PALETTE).find((one) => one === colour);
  const isOther = colour !== undefined && known === undefined;
  return (
    <Stack gap={4}>
      <Text id={labelId} size="sm" fw={500}>
        {label}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
      <Group gap={4} role="group" aria-labelledby={labelId}>
        <Choice label={words.none} isChosen={value === undefined} onChoose={() => onChange(undefined)}>
          <Text span size="sm" px={6}>
            {words.none}
          </Text>
        </Choice>
        {(Object.keys(PALETTE) as PaletteColour[]).map((name) => (
          <Choice
            key={name}
            label={words.colours[name]}
            isChosen={known === PALETTE[name]}
            onChoose={() => onChange(PALETTE[name])}
          >
            <ColorSwatch
              color={PALETTE[name]}
              size={24}
              component="span"
              style={{ outline: "1px solid var(--mantine-color-dimmed)" }}
            />
          </Choice>
        ))}
        <Choice
          label={words.other}
          isChosen={isOther}
          onChoose={() => onChange(isOther ? colour : (colour ?? OTHER_FIRST))}
        >
          <Text span size="sm" px={6}>
            {words.other}
          </Text>
        </Choice>
        {isOther && (
          <input
            type="color"
            aria-label={`${label}: ${words.other}`}
            value={colour}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
            style={{ width: 44, height: 32, padding: 2 }}
          />
        )}
      </Group>
      {Array.isArray(value) && (
        <Group gap={6}>
          {value.map((part) => (
            <ColorSwatch key={part.colour} color={part.colour} size={18} aria-hidden />
          ))}
          <Text size="sm">{words.several}</Text>
        </Group>
      )}
      {colour !== undefined && isWeak(colour) && (
        <Text size="sm" role="note">
          {words.weak}
        </Text>
      )}
    </Stack>
  );
}

function Choice({
  label,
  isChosen,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <UnstyledButton
      title={label}
      aria-pressed={isChosen}
      onClick={onChoose}
      p={4}
      style={{
        display: "inline-flex",
        alignItems: "center",
        minHeight: 36,
        borderRadius: 8,
        border: `2px solid ${isChosen ? "var(--mantine-primary-color-filled)" : "transparent"}`,
      }}
    >
      {children}
      <VisuallyHidden>{label}</VisuallyHidden>
    </UnstyledButton>
  );
}

function isWeak(colour: string): boolean {
  const { a, b } = oklabOf(rgbOf(colour));
  return Math.hypot(a, b) < CHROMA_STRONG_MIN;
}
