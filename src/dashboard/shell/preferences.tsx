import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLanguage, IconSunMoon } from "@tabler/icons-react";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from "#dashboard/words/language.tsx";
import { shellWords } from "./shell-words.ts";

const SCHEMES = ["auto", "light", "dark"] as const;

/** The language of the pages, and light or dark. */
export function Preferences() {
  const words = useWords(shellWords);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <UnstyledButton aria-label={words.language} p={6}>
            <IconLanguage size={20} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {LANGUAGES.map((one) => (
            <Menu.Item
              key={one}
              lang={one}
              onClick={() => choose(one)}
              rightSection={one === language ? <IconCheck size={16} aria-hidden /> : null}
            >
              {LANGUAGE_NAMES[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <UnstyledButton aria-label={words.colours} p={6}>
            <IconSunMoon size={20} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {SCHEMES.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => setColorScheme(one)}
              rightSection={one === colorScheme ? <IconCheck size={16} aria-hidden /> : null}
            >
              {words[one]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
