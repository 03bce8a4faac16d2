export function BeginPage() {
  return null;
}
