import "@mantine/core/styles.css";
import "./page.css";
import { createTheme, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refusal } from "#dashboard/api/ask.ts";
import { openRouter } from "#dashboard/shell/router.tsx";
import { LanguageProvider } from "#dashboard/words/language.tsx";

const FONTS = "system-ui, 'Noto Sans SC Variable', 'Noto Sans KR Variable', sans-serif";
const RETRIES_MAX = 2;

const theme = createTheme({
  primaryColor: "cyan",
  // White on it, and it on white, can be read: contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3).
  primaryShade: { light: 9, dark: 9 },
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
});

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refused it refuses again; only a network comes back.
      retry: (failures, error) => failures < RETRIES_MAX && !(error instanceof Refusal && error.status !== 0),
    },
  },
});
const router = openRouter(client);
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
