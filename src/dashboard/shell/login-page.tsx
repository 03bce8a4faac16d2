import {
  Alert,
  Button,
  Card,
  Container,
  Group,
  Image,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Person } from "#dashboard/api/answers.ts";
import { ask, keepCsrf, type Refusal } from "#dashboard/api/ask.ts";
import { personQuestion } from "#dashboard/api/questions.ts";
import { useWords } from "#dashboard/words/language.tsx";
import { FaultNote } from "./fault-page.tsx";
import { Preferences } from "./preferences.tsx";
import { shellWords } from "./shell-words.ts";

const UNAUTHORISED = 401;

export function LoginPage() {
  const words = useWords(shellWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { to } = useSearch({ strict: false }) as { to?: string };
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const entering = useMutation<Person, Refusal>({
    mutationFn: () => ask("/session", { method: "POST", body: { login, password } }),
    onSuccess: (person) => {
      keepCsrf(person.csrf);
      client.clear();
      client.setQueryData(personQuestion.queryKey, person);
      // Only a page of ours: an address of somebody else would be a trap.
      void navigate({ href: to?.startsWith("/app") ? to : "/app" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <Container size={420} py={{ base: "lg", sm: 80 }} component="main">
      <Group justify="space-between" mb="lg">
        <Group gap="sm">
          <Image src="/icon.svg" w={40} h={40} alt="" />
          <Title order={1}>Lintel</Title>
        </Group>
        <Group gap={4}>
          <Preferences />
        </Group>
      </Group>
      <Card withBorder p="lg">
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={words.name}
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
              autoComplete="username"
              autoCapitalize="none"
              size="md"
              required
            />
            <PasswordInput
              label={words.password}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
              size="md"
              required
            />
            {entering.error &&
              (entering.error.status === UNAUTHORISED ? (
                <Alert color="red" role="alert">
                  {words.wrong}
                </Alert>
              ) : (
                <FaultNote error={entering.error} />
              ))}
            <Button type="submit" size="md" loading={entering.isPending}>
              {words.login}
            </Button>
            <Text size="sm" c="dimmed">
              {words.lost}
            </Text>
          </Stack>
        </form>
      </Card>
    </Container>
  );
}
