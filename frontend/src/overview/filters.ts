// The filters: a form, and the query string of the page's address, kept in step.

/** What the form asks for, in the order of its fields, without what is empty. */
export function queryOf(form: HTMLFormElement): string {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) asked.set(name, value.trim());
  }
  return asked.toString();
}

/** Fill the form from a query string. */
export function fill(form: HTMLFormElement, query: string): void {
  const asked = new URLSearchParams(query);
  for (const field of fieldsOf(form)) field.value = asked.get(field.name) ?? "";
}

/** Set some fields; "" empties one. */
export function set(form: HTMLFormElement, values: Record<string, string>): void {
  for (const field of fieldsOf(form)) {
    const value = values[field.name];
    if (value !== undefined) field.value = value;
  }
}

function fieldsOf(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement)[] {
  return Array.from(form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name], select[name]"));
}
