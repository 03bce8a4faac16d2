import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

/** The files in which the figures of a page can be taken away. */
export function ExportMenu({
  label,
  files,
}: {
  readonly label: string;
  readonly files: readonly { readonly name: string; readonly href: string }[];
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ name, href }) => (
          <Menu.Item key={name} component="a" href={href} download>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
