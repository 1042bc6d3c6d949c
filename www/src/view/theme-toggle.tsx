import { nextTheme, type Theme, theme } from "../state/theme";
import { Icon, type IconName } from "./icon";

const icons: Readonly<Record<Theme, IconName>> = { system: "screen", light: "sun", dark: "moon" };

export function ThemeToggle() {
  const label = `Theme: ${theme.value}`;
  return (
    <button
      type="button"
      class="button quiet icon-only"
      aria-label={label}
      title={label}
      onClick={() => {
        theme.value = nextTheme(theme.value);
      }}
    >
      <Icon name={icons[theme.value]} />
    </button>
  );
}
