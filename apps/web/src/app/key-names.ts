const named: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }

/** What is printed on the keys that a binding wants, in the order in which they are pressed; `mod` is what `$mod` is called. */
export function keyNames(binding: string, mod: string): readonly string[] {
  return binding.split('+').map((key) => {
    if (key === '$mod') return mod
    return named[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  })
}

/** Whether the reader's keyboard has a ⌘. */
export const isApple = () => /mac|iphone|ipad/i.test(navigator.platform)
