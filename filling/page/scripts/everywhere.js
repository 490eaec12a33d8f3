// The document and every open shadow root in it, however deep.
export function everywhere(selector) {
  const roots = [document];
  for (const root of roots) for (const one of root.querySelectorAll("*")) if (one.shadowRoot) roots.push(one.shadowRoot);
  return roots.flatMap((root) => [...root.querySelectorAll(selector)]);
}
