import { Alert, Badge, Button, Card, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle, IconShieldSearch } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import type { Inspection, InspectionAnswer } from "#dashboard/api/camera-questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { useLanguage, useWords } from "#dashboard/words/language.tsx";
import { INSPECTION_WORDS, tellFinding } from "#domain/inspection/finding-words.ts";
import { addWords } from "./camera-add-words.ts";
import { inspectionWords } from "./camera-inspection-words.ts";

type Login = { readonly address: string; readonly user: string; readonly password: string };

const COLORS = { must: "red", check: "orange", note: "gray" } as const;

/** Asks a camera what it does beside being counted from, and says what was found. What was found is of one login: give it a key. */
export function CameraInspection({ store, login }: { readonly store: string; readonly login: Login }) {
  const words = useWords(inspectionWords);
  const outcomes = useWords(addWords);
  const inspecting = useMutation<InspectionAnswer, Refusal>({
    mutationFn: () => ask(`/stores/${store}/cameras/inspect`, { method: "POST", body: login }),
  });
  const { data } = inspecting;
  return (
    <Stack gap="sm">
      <div>
        <Button
          variant="default"
          leftSection={<IconShieldSearch size={18} aria-hidden />}
          loading={inspecting.isPending}
          disabled={login.address === ""}
          onClick={() => inspecting.mutate()}
        >
          {words.inspect}
        </Button>
        <Text size="sm" c="dimmed" mt={4} role="status">
          {inspecting.isPending ? words.working : words.inspectWhy}
        </Text>
      </div>
      {inspecting.error && <FaultNote error={inspecting.error} />}
      {data && data.inspection === null && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle aria-hidden />}
          title={outcomes.outcomes[data.outcome] ?? data.outcome}
          styles={{ title: { color: "inherit" } }}
        >
          {outcomes.outcomeRemedies[data.outcome] ?? data.detail}
        </Alert>
      )}
      {data?.inspection && <InspectionReport inspection={data.inspection} />}
    </Stack>
  );
}

function InspectionReport({ inspection }: { readonly inspection: Inspection }) {
  const words = useWords(inspectionWords);
  const told = INSPECTION_WORDS[useLanguage().language];
  const { verdict, manufacturer, model, firmware, builtOn, findings, unread } = inspection;
  return (
    <Stack gap="sm">
      <Alert
        color={verdict === "nothing" ? "gray" : "orange"}
        icon={verdict === "nothing" ? <IconInfoCircle aria-hidden /> : <IconAlertTriangle aria-hidden />}
        title={words.verdicts[verdict]}
        role="status"
        styles={{ title: { color: "inherit" } }}
      >
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {[`${manufacturer} ${model}`.trim(), words.firmware(firmware, builtOn)].filter(Boolean).join(" · ")}
        </Text>
      </Alert>
      {findings.map((finding) => (
        <FindingCard key={finding.what} finding={finding} />
      ))}
      {unread.length > 0 && (
        <Lines title={words.notRead}>
          {unread.map(({ area, why }) => (
            <List.Item key={`${area} ${why}`}>
              {told.areas[area]}: {told.unread[why]}
            </List.Item>
          ))}
        </Lines>
      )}
      <Lines title={words.unseen}>
        {told.unseen.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </Lines>
    </Stack>
  );
}

function FindingCard({ finding }: { readonly finding: Inspection["findings"][number] }) {
  const words = useWords(inspectionWords);
  const { language } = useLanguage();
  const told = INSPECTION_WORDS[language];
  const { severity, evidence, more, law } = finding;
  const { what, why, remedy, where } = tellFinding(finding, language);
  return (
    <Card withBorder padding="sm" component="section" aria-label={what}>
      <Group gap="xs" mb={4} align="flex-start">
        <Badge color={COLORS[severity]} variant={severity === "must" ? "filled" : "light"} style={{ flexShrink: 0 }}>
          {told.severities[severity]}
        </Badge>
        <Text fw={600}>{what}</Text>
      </Group>
      <Stack gap="xs">
        <Text size="sm">{why}</Text>
        <Part title={words.what}>{remedy}</Part>
        <Part title={words.where}>{where}</Part>
        <Part title={words.law}>
          {law === null && words.lawOwn}
          {law?.verdict === "permit" && words.lawPermits}
          {law && law.verdict !== "permit" && (
            <>
              {law.rows.map(({ id, article, demand }) => (
                <Text key={id} span size="sm" display="block">
                  <b>{id}</b> ({article}): {language === "zh" ? demand.zh : <span lang="en">{demand.en}</span>}
                </Text>
              ))}
              {law.more > 0 && words.more(law.more)}
            </>
          )}
        </Part>
        <Part title={words.seen}>
          {evidence.map(({ source, text, state }) => (
            <Text key={`${source} ${text}`} span size="sm" display="block" style={{ overflowWrap: "anywhere" }}>
              {told.sources[source]} <code>{text}</code>: {told.states[state]}
            </Text>
          ))}
          {more > 0 && words.more(more)}
        </Part>
      </Stack>
    </Card>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}

function Lines({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {children}
      </List>
    </div>
  );
}
