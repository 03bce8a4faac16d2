/**
 * Passwords with which cameras left their factories, as their makers' manuals say. They are compared with the one that was given, and
 * never tried at a device.
 */
const FACTORY_PASSWORDS: readonly string[] = [
  "",
  "1111",
  "11111",
  "111111",
  "1111111",
  "123",
  "1234",
  "12345",
  "123456",
  "1234567",
  "12345678",
  "123456789",
  "4321",
  "54321",
  "666666",
  "888888",
  "9999",
  "admin",
  "admin123",
  "administrator",
  "camera",
  "default",
  "fliradmin",
  "guest",
  "ikwd",
  "jvc",
  "meinsm",
  "pass",
  "password",
  "root",
  "service",
  "smcadmin",
  "supervisor",
  "system",
  "tlJwpbo6",
  "user",
  "wbox123",
];

/** Whether a password is one that everybody knows, or the user's own name. Where no name was given there is no login. */
export function isFactoryPassword({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): boolean {
  if (username === "") return false;
  const plain = password.toLowerCase();
  return plain === username.toLowerCase() || FACTORY_PASSWORDS.some((known) => known.toLowerCase() === plain);
}
